from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils import timezone

from desireline.people.audiences.api import visible_ids

if TYPE_CHECKING:
    from desireline.people.identity.models import Person


class Outcomes(models.QuerySet["DesiredOutcome"]):
    def visible_to(self, person: Person | None) -> Any:
        """Outcomes of published futures whose audience the person belongs to."""
        return self.filter(
            future__audience_id__in=visible_ids(person),
            future__published__isnull=False,
            future__archived__isnull=True,
            archived__isnull=True,
        )


class DesiredOutcome(models.Model):
    """A customer-worded result: direction + metric + object + context."""

    class Direction(models.TextChoices):
        MINIMISE = "minimise"
        MAXIMISE = "maximise"

    future = models.ForeignKey("futures.Future", on_delete=models.CASCADE, related_name="outcomes")
    slug = models.SlugField(max_length=80, unique=True, allow_unicode=True)
    statement = models.CharField(max_length=240)
    why = models.TextField(blank=True, default="")
    measure = models.CharField(max_length=160, blank=True, default="", help_text="What is measured.")
    unit = models.CharField(max_length=40, blank=True, default="")
    direction = models.CharField(max_length=10, choices=Direction.choices, default=Direction.MINIMISE)
    baseline = models.FloatField(null=True, blank=True)
    target = models.FloatField(null=True, blank=True)
    owner = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    position = models.IntegerField(default=0)
    archived = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(default=timezone.now)
    objects: ClassVar[Outcomes] = Outcomes.as_manager()  # type: ignore[assignment]

    class Meta:
        app_label = "futures"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.statement


class CustomerScenario(models.Model):
    """Who, in which context, wants to reach the outcome, and how it should go."""

    outcome = models.ForeignKey(DesiredOutcome, on_delete=models.CASCADE, related_name="scenarios")
    title = models.CharField(max_length=120)
    who = models.CharField(max_length=200, blank=True, default="")
    context = models.TextField(blank=True, default="")
    position = models.IntegerField(default=0)
    objects: ClassVar[models.Manager[CustomerScenario]] = models.Manager()

    class Meta:
        app_label = "futures"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class ScenarioStep(models.Model):
    """A step. At a moment of truth the scenario can fail; there its conditions of satisfaction must hold."""

    scenario = models.ForeignKey(CustomerScenario, on_delete=models.CASCADE, related_name="steps")
    text = models.CharField(max_length=240)
    moment_of_truth = models.BooleanField(default=False)
    conditions = models.TextField(blank=True, default="", help_text="Conditions of satisfaction, one a line.")
    position = models.IntegerField(default=0)
    objects: ClassVar[models.Manager[ScenarioStep]] = models.Manager()

    class Meta:
        app_label = "futures"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


def _one_to_five(field: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__isnull": True}) | models.Q(**{f"{field}__range": (1, 5)}),
        name=f"rating_{field}_1_to_5",
    )


class Rating(models.Model):
    """How important an outcome is to a person, and how satisfied they are with it today: 1 to 5 each."""

    outcome = models.ForeignKey(DesiredOutcome, on_delete=models.CASCADE, related_name="ratings")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="outcome_ratings")
    importance = models.SmallIntegerField(null=True)
    satisfaction = models.SmallIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[Rating]] = models.Manager()

    class Meta:
        app_label = "futures"
        constraints = [
            models.UniqueConstraint(fields=["outcome", "person"], name="one_rating"),
            _one_to_five("importance"),
            _one_to_five("satisfaction"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id} by {self.person_id}"


class RatingChange(models.Model):
    """Every rating that was given, in order: the history behind `Rating`."""

    rating = models.ForeignKey(Rating, on_delete=models.CASCADE, related_name="changes")
    importance = models.SmallIntegerField(null=True)
    satisfaction = models.SmallIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[RatingChange]] = models.Manager()

    class Meta:
        app_label = "futures"

    def __str__(self) -> str:
        return f"{self.rating_id} at {self.at}"


class Attainment(models.Model):
    """A person says that they reached the outcome; time to outcome is derived from `started`."""

    outcome = models.ForeignKey(DesiredOutcome, on_delete=models.CASCADE, related_name="attainments")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="attainments")
    started = models.DateTimeField(help_text="When they first rated or met the outcome here.")
    reached = models.DateTimeField(default=timezone.now)
    note = models.CharField(max_length=500, blank=True, default="")
    objects: ClassVar[models.Manager[Attainment]] = models.Manager()

    class Meta:
        app_label = "futures"
        constraints = [
            models.UniqueConstraint(fields=["outcome", "person"], name="one_attainment"),
            models.CheckConstraint(
                condition=models.Q(reached__gte=models.F("started")), name="attainment_not_before_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id} reached by {self.person_id}"
