from __future__ import annotations

from typing import ClassVar

from django.db import models


class Option(models.Model):
    """A setting of this instance that is changed in the browser (brand, who may sign up)."""

    key = models.CharField(max_length=80, primary_key=True)
    value = models.JSONField()
    changed = models.DateTimeField(auto_now=True)
    objects: ClassVar[models.Manager[Option]] = models.Manager()

    class Meta:
        app_label = "kit"

    def __str__(self) -> str:
        return self.key


class Stamp(models.Model):
    """A number that grows when something changes that cached pages show (`site`, `board:12`)."""

    key = models.CharField(max_length=80, primary_key=True)
    number = models.BigIntegerField(default=0)
    objects: ClassVar[models.Manager[Stamp]] = models.Manager()

    class Meta:
        app_label = "kit"

    def __str__(self) -> str:
        return f"{self.key}={self.number}"
