"""What lies on the table at a gate, what raters say, what was decided, and who may take a shorter way."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Delivered(models.Model):
    """A deliverable lies on the table."""

    visit = models.ForeignKey("codevelop.Visit", on_delete=models.CASCADE, related_name="delivered")
    deliverable = models.ForeignKey("codevelop.Deliverable", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[Delivered]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [models.UniqueConstraint(fields=["visit", "deliverable"], name="delivered_once")]

    def __str__(self) -> str:
        return f"{self.deliverable_id} for {self.visit_id}"


class Score(models.Model):
    """What one rater says to one criterion: 0 to 10; a must is met (10) or not (0)."""

    visit = models.ForeignKey("codevelop.Visit", on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey("codevelop.Criterion", on_delete=models.CASCADE, related_name="+")
    rater = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    value = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=500, blank=True, default="")
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[Score]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [
            models.UniqueConstraint(fields=["visit", "criterion", "rater"], name="one_score_per_rater"),
            models.CheckConstraint(condition=models.Q(value__lte=10), name="score_0_to_10"),
        ]

    def __str__(self) -> str:
        return f"{self.value} by {self.rater_id}"


class Onlooker(models.Model):
    """Somebody looked at the scores of others without giving their own, and so does not rate here any more."""

    visit = models.ForeignKey("codevelop.Visit", on_delete=models.CASCADE, related_name="onlookers")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[Onlooker]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [models.UniqueConstraint(fields=["visit", "person"], name="looked_once")]

    def __str__(self) -> str:
        return f"{self.person_id} looked at {self.visit_id}"


class GateDecision(models.Model):
    """What the gatekeepers decided, and why. Undone within a day, the project is where it was."""

    class Verdict(models.TextChoices):
        GO = "go"
        KILL = "kill"
        HOLD = "hold"
        RECYCLE = "recycle"
        RESUME = "resume"

    project = models.ForeignKey("codevelop.Project", on_delete=models.CASCADE, related_name="decisions")
    visit = models.ForeignKey("codevelop.Visit", on_delete=models.CASCADE, related_name="decisions")
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    to = models.ForeignKey(
        "codevelop.Stage", null=True, on_delete=models.PROTECT, related_name="+", help_text="Empty: it ended."
    )
    reason = models.TextField()
    evidence = models.TextField(blank=True, default="")
    despite = models.BooleanField(default=False, help_text="Decided although the scorecard says otherwise.")
    figures = models.JSONField(
        default=dict, help_text="The scorecard as it was: raters, score, musts not met."
    )
    before = models.CharField(max_length=8, help_text="The project's state before.")
    since = models.DateTimeField(default=timezone.now, help_text="Since when it was in that state there.")
    due = models.DateField(null=True, help_text="When this gate was due.")
    version = models.PositiveIntegerField(default=0, help_text="The project's version after this decision.")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    objects: ClassVar[models.Manager[GateDecision]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        indexes = [models.Index(fields=["-at", "-id"], name="decisions_by_time")]

    def __str__(self) -> str:
        return f"{self.verdict} for {self.project_id}"


class FastTrack(models.Model):
    """A steward opened a shorter way, with a reason."""

    project = models.ForeignKey("codevelop.Project", on_delete=models.CASCADE, related_name="fast_tracks")
    reason = models.TextField()
    evidence = models.JSONField(default=dict, help_text="The figures that allowed it, as they were then.")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    objects: ClassVar[models.Manager[FastTrack]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(undone_at__isnull=True),
                name="one_fast_track_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"fast track of {self.project_id}"


class SkippedStage(models.Model):
    """A stage that the shorter way leaves out."""

    fast_track = models.ForeignKey(FastTrack, on_delete=models.CASCADE, related_name="skipped")
    stage = models.ForeignKey("codevelop.Stage", on_delete=models.PROTECT, related_name="+")
    objects: ClassVar[models.Manager[SkippedStage]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [models.UniqueConstraint(fields=["fast_track", "stage"], name="skipped_once")]

    def __str__(self) -> str:
        return f"{self.stage_id} left out"
