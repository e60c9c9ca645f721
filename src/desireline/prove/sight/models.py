"""What is said to things without a line of sight, how lines were mended, and whether promises are kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

TARGETS = ("project", "outcome", "idea", "theme")


def _exactly_one() -> models.Q:
    found = models.Q()
    for wanted in TARGETS:
        found |= models.Q(**{f"{name}__isnull": name != wanted for name in TARGETS})
    return found


class Justification(models.Model):
    """Why something is right although no line leads from it to a customer outcome. It stands until it is undone."""

    project = models.ForeignKey("codevelop.Project", null=True, on_delete=models.CASCADE, related_name="+")
    outcome = models.ForeignKey(
        "futures.DesiredOutcome", null=True, on_delete=models.CASCADE, related_name="+"
    )
    idea = models.ForeignKey("listen.Idea", null=True, on_delete=models.CASCADE, related_name="+")
    theme = models.ForeignKey("understand.Theme", null=True, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    objects: ClassVar[models.Manager[Justification]] = models.Manager()

    class Meta:
        app_label = "prove"
        constraints = [
            models.CheckConstraint(condition=_exactly_one(), name="a_justification_is_of_one_thing"),
            *(
                models.UniqueConstraint(
                    fields=[name],
                    condition=models.Q(undone_at__isnull=True),
                    name=f"one_justification_of_{name}",
                )
                for name in TARGETS
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class Relink(models.Model):
    """A project was given another outcome, so that its line reaches a customer. Undone, it has the one before."""

    project = models.ForeignKey("codevelop.Project", on_delete=models.CASCADE, related_name="+")
    before = models.ForeignKey("futures.DesiredOutcome", on_delete=models.CASCADE, related_name="+")
    after = models.ForeignKey("futures.DesiredOutcome", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    objects: ClassVar[models.Manager[Relink]] = models.Manager()

    class Meta:
        app_label = "prove"

    def __str__(self) -> str:
        return f"{self.project_id}: {self.before_id} → {self.after_id}"


class PromiseEvidence(models.Model):
    """Evidence whether a future's promise is kept. The latest that stands counts; all are kept."""

    class Promise(models.TextChoices):
        VALUE = "value"
        ACCESS = "access"
        CHOICE = "choice"

    class Kept(models.TextChoices):
        YES = "yes"
        PARTLY = "partly"
        NO = "no"

    future = models.ForeignKey("futures.Future", on_delete=models.CASCADE, related_name="+")
    promise = models.CharField(max_length=6, choices=Promise.choices)
    kept = models.CharField(max_length=6, choices=Kept.choices)
    text = models.CharField(max_length=1000)
    link = models.URLField(max_length=500, blank=True, default="")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    objects: ClassVar[models.Manager[PromiseEvidence]] = models.Manager()

    class Meta:
        app_label = "prove"
        indexes = [models.Index(fields=["future", "promise", "-at", "-id"], name="evidence_of_promise")]

    def __str__(self) -> str:
        return f"{self.promise}: {self.kept}"
