from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class BulkAction(models.Model):
    """What the team did to one or several ideas in one go, and what each of them was like before."""

    kind = models.CharField(max_length=12)
    what = models.CharField(
        max_length=200, blank=True, default="", help_text="In words, for the list of actions."
    )
    changed = models.JSONField(default=list, help_text="One entry for each idea: what it takes to undo it.")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    objects: ClassVar[models.Manager[BulkAction]] = models.Manager()

    class Meta:
        app_label = "listen"
        indexes = [models.Index(fields=["by", "-id"], name="actions_of_a_person")]

    def __str__(self) -> str:
        return f"{self.kind} of {len(self.changed)}"
