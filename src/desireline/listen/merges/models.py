from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Merge(models.Model):
    """`source` was joined to `target`. Its own votes and comments stay its own; what was carried knows this merge."""

    source = models.ForeignKey("listen.Idea", on_delete=models.CASCADE, related_name="merges")
    target = models.ForeignKey("listen.Idea", on_delete=models.CASCADE, related_name="merges_in")
    reason = models.CharField(max_length=300, blank=True, default="")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    imported = models.IntegerField(default=0, help_text="Imported votes that it added to the target.")
    words = models.BooleanField(default=True, help_text="Comments and tags went along.")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    objects: ClassVar[models.Manager[Merge]] = models.Manager()

    class Meta:
        app_label = "listen"
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=models.Q(undone_at__isnull=True), name="merged_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="not_merged_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} into {self.target_id}"


class MergeFollow(models.Model):
    """Someone who followed the source follows the target because of this merge, and since `at`: who follows it since
    another moment chose to."""

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="follows")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    objects: ClassVar[models.Manager[MergeFollow]] = models.Manager()

    class Meta:
        app_label = "listen"
        constraints = [models.UniqueConstraint(fields=["merge", "person"], name="one_carried_follow")]

    def __str__(self) -> str:
        return f"{self.person_id} by {self.merge_id}"
