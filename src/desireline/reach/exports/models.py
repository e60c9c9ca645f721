from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Export(models.Model):
    """One archive of everything, made on somebody's wish: what became of it, and the name of its file.

    The row goes with the file, but where confidential projects were in it: who had that written, and when, stays.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        READY = "ready"
        FAILED = "failed"
        GONE = "gone"

    key = models.CharField(
        max_length=40, unique=True, help_text="The file is <key>.zip in the folder of exports."
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    confidential = models.BooleanField(default=False, help_text="With confidential projects.")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    ready = models.DateTimeField(null=True)
    rows = models.BigIntegerField(default=0)
    size = models.BigIntegerField(default=0, help_text="Bytes of the file.")
    objects: ClassVar[models.Manager[Export]] = models.Manager()

    class Meta:
        app_label = "reach"

    def __str__(self) -> str:
        return f"export {self.pk}"
