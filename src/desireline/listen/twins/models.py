from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Twin(models.Model):
    """Two ideas that look like the same: `first` is the older one. What became of them is the team's word."""

    class State(models.IntegerChoices):
        WAITING = 1
        LATER = 2
        DIFFERENT = 3

    first = models.ForeignKey(
        "listen.Idea", on_delete=models.CASCADE, related_name="+", db_index=False
    )  # by the unique constraint
    second = models.ForeignKey("listen.Idea", on_delete=models.CASCADE, related_name="+")
    closeness = models.FloatField()
    state = models.PositiveSmallIntegerField(choices=State.choices, default=State.WAITING)
    found = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, help_text="When it is shown again, if it was put off.")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(null=True, help_text="When somebody last decided.")
    objects: ClassVar[models.Manager[Twin]] = models.Manager()

    class Meta:
        app_label = "listen"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="twins_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="twins_in_their_order"
            ),
        ]
        indexes = [models.Index(fields=["state", "-closeness", "-id"], name="twins_by_closeness")]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"


class TwinSweep(models.Model):
    """How far the search for near-duplicates is. One row: what changed `since` is looked at, in the order of ids, and
    all up to `upto` is done; a sweep that began goes on where it was interrupted."""

    since = models.DateTimeField(null=True)
    began = models.DateTimeField(null=True)
    upto = models.BigIntegerField(default=0)
    looked = models.IntegerField(default=0, help_text="Ideas in the last whole sweep.")
    ended = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[TwinSweep]] = models.Manager()

    class Meta:
        app_label = "listen"

    def __str__(self) -> str:
        return f"up to {self.upto}"
