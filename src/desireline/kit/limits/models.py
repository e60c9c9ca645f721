from __future__ import annotations

from typing import ClassVar

from django.db import models


class Bucket(models.Model):
    """How far ahead of the clock somebody has drawn on an allowance (seconds since 1970)."""

    key = models.CharField(
        max_length=64, primary_key=True, help_text="Hash of the action and of who does it."
    )
    until = models.FloatField()
    objects: ClassVar[models.Manager[Bucket]] = models.Manager()

    class Meta:
        app_label = "kit"
        indexes = [models.Index(fields=["until"], name="buckets_by_time")]

    def __str__(self) -> str:
        return self.key
