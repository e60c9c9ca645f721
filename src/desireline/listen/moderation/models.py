from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Flag(models.Model):
    """Someone says that an idea or a comment should be looked at."""

    idea = models.ForeignKey("listen.Idea", null=True, on_delete=models.CASCADE, related_name="flags")
    comment = models.ForeignKey("listen.Comment", null=True, on_delete=models.CASCADE, related_name="flags")
    reason = models.CharField(max_length=300, blank=True, default="")
    by = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    objects: ClassVar[models.Manager[Flag]] = models.Manager()

    class Meta:
        app_label = "listen"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(idea__isnull=True, comment__isnull=False)
                | models.Q(idea__isnull=False, comment__isnull=True),
                name="flag_on_one_thing",
            ),
            models.UniqueConstraint(fields=["idea", "by"], name="one_flag_on_an_idea"),
            models.UniqueConstraint(fields=["comment", "by"], name="one_flag_on_a_comment"),
        ]

    def __str__(self) -> str:
        return f"flag {self.pk}"


class Decision(models.Model):
    """A moderator's decision on an idea or a comment, with the state before it, so that it can be undone."""

    idea = models.ForeignKey("listen.Idea", null=True, on_delete=models.CASCADE, related_name="decisions")
    comment = models.ForeignKey(
        "listen.Comment", null=True, on_delete=models.CASCADE, related_name="decisions"
    )
    before = models.PositiveSmallIntegerField()
    after = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300, blank=True, default="")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    effects = models.JSONField(
        default=dict, help_text="What else it did: flags settled, trust given, a block."
    )
    objects: ClassVar[models.Manager[Decision]] = models.Manager()

    class Meta:
        app_label = "listen"

    def __str__(self) -> str:
        return f"decision {self.pk}"
