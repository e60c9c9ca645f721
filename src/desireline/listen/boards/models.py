from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from desireline.people.audiences.api import Guarded


class Board(models.Model):
    """A place for ideas on one subject, guarded by one audience."""

    slug = models.SlugField(max_length=80, unique=True, allow_unicode=True)
    name = models.CharField(max_length=80)
    intro = models.TextField(blank=True, default="")
    audience = models.ForeignKey("people.Audience", on_delete=models.PROTECT, related_name="+")
    position = models.IntegerField(default=0)
    ideas_open = models.BooleanField(default=True, help_text="New ideas are welcome.")
    archived = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(default=timezone.now)
    objects: ClassVar[Guarded] = Guarded.as_manager()  # type: ignore[assignment]

    class Meta:
        app_label = "listen"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class Status(models.Model):
    """Where an idea stands. The stage says what the status means to us, whatever it is called."""

    class Stage(models.TextChoices):
        NEW = "new"
        REVIEW = "review"
        PLANNED = "planned"
        STARTED = "started"
        DONE = "done"
        DECLINED = "declined"

    slug = models.SlugField(max_length=60, unique=True, allow_unicode=True)
    name = models.CharField(max_length=60)
    stage = models.CharField(max_length=10, choices=Stage.choices)
    hue = models.PositiveSmallIntegerField(default=250)
    position = models.IntegerField(default=0)
    is_default = models.BooleanField(default=False)
    archived = models.DateTimeField(null=True, blank=True)
    objects: ClassVar[models.Manager[Status]] = models.Manager()

    class Meta:
        app_label = "listen"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="one_default_status"
            ),
            models.CheckConstraint(condition=models.Q(hue__lte=360), name="status_hue_on_the_circle"),
        ]

    def __str__(self) -> str:
        return self.name
