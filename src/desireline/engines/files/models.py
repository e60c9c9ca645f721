from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class StoredFile(models.Model):
    """A file that someone brought. The key is ours, the name is only shown."""

    key = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    type = models.CharField(max_length=80)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    by = models.BigIntegerField(null=True, help_text="Id of the person who brought it.")
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[StoredFile]] = models.Manager()

    class Meta:
        app_label = "engines"
        constraints = [models.CheckConstraint(condition=models.Q(size__gte=0), name="file_size_not_negative")]

    def __str__(self) -> str:
        return self.name
