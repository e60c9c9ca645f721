"""What cannot be counted afterwards, noted while it is so; and numbers that take long, kept until the next night."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class ProjectMonth(models.Model):
    """How a project in the making stood at the end of a month; while the month runs, how it stood last night."""

    project = models.ForeignKey("codevelop.Project", on_delete=models.CASCADE, related_name="+")
    month = models.DateField(help_text="Its first day.")
    unbroken = models.BooleanField(help_text="A line led from it to an outcome that customers spoke for.")
    together = models.BooleanField(help_text="Customers had a part in it.")
    days = models.PositiveIntegerField(null=True, help_text="Person-days; empty: nobody said.")
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[ProjectMonth]] = models.Manager()

    class Meta:
        app_label = "prove"
        constraints = [models.UniqueConstraint(fields=["month", "project"], name="a_project_once_a_month")]

    def __str__(self) -> str:
        return f"{self.project_id} in {self.month:%Y-%m}"


class OutcomeMonth(models.Model):
    """How many customer scenarios an outcome had at the end of a month."""

    outcome = models.ForeignKey("futures.DesiredOutcome", on_delete=models.CASCADE, related_name="+")
    month = models.DateField(help_text="Its first day.")
    scenarios = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[OutcomeMonth]] = models.Manager()

    class Meta:
        app_label = "prove"
        constraints = [models.UniqueConstraint(fields=["month", "outcome"], name="an_outcome_once_a_month")]

    def __str__(self) -> str:
        return f"{self.outcome_id} in {self.month:%Y-%m}"


class GivenMonth(models.Model):
    """How often a customer said something in a month, as it was known last night."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    month = models.PositiveIntegerField(help_text="Counted from year 0.")
    number = models.PositiveIntegerField()
    objects: ClassVar[models.Manager[GivenMonth]] = models.Manager()

    class Meta:
        app_label = "prove"
        constraints = [models.UniqueConstraint(fields=["person", "month"], name="given_once_a_month")]

    def __str__(self) -> str:
        return f"{self.number} by {self.person_id}"


class KeptSeries(models.Model):
    """A number that is the same for all who may see it, for the last months: computed at night."""

    key = models.CharField(max_length=40, help_text="Of the measure.")
    months = models.PositiveSmallIntegerField(help_text="How many months each number looks at.")
    segment = models.PositiveBigIntegerField(default=0, help_text="Id of the audience; 0: all customers.")
    last = models.PositiveIntegerField(help_text="The month of the newest number, counted from year 0.")
    values = models.JSONField(help_text="By month: n, estimate, low, high, hits, few.")
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[KeptSeries]] = models.Manager()

    class Meta:
        app_label = "prove"
        constraints = [
            models.UniqueConstraint(fields=["key", "months", "segment"], name="one_series_of_a_measure")
        ]

    def __str__(self) -> str:
        return f"{self.key} over {self.months} months"
