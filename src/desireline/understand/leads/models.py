from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class LeadScore(models.Model):
    """How far somebody is ahead, what they would gain, what they can bring: each 0 to 1, made anew every night."""

    person = models.OneToOneField(
        "people.Person", on_delete=models.CASCADE, related_name="lead_score", primary_key=True
    )
    ahead = models.FloatField(default=0.5)
    benefit = models.FloatField(default=0)
    resources = models.FloatField(default=0)
    layer = models.PositiveSmallIntegerField(default=20, help_text="1: on the Pareto front of all.")
    themes = models.PositiveIntegerField(default=0, help_text="How many themes stand behind `ahead`.")
    outcomes = models.PositiveIntegerField(
        default=0, help_text="How many rated outcomes stand behind `benefit`."
    )
    evidence = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[LeadScore]] = models.Manager()

    class Meta:
        app_label = "understand"
        indexes = [
            models.Index(fields=["layer", "-ahead", "person"], name="leads_by_layer"),
            models.Index(fields=["-ahead", "person"], name="leads_by_ahead"),
            models.Index(fields=["-benefit", "person"], name="leads_by_benefit"),
            models.Index(fields=["-resources", "person"], name="leads_by_resources"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ahead__range=(0, 1), benefit__range=(0, 1), resources__range=(0, 1)),
                name="axes_of_leads_from_0_to_1",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.ahead:.2f} {self.benefit:.2f} {self.resources:.2f}"


class LeadRun(models.Model):
    """The scores were made anew."""

    at = models.DateTimeField(default=timezone.now)
    people = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
    objects: ClassVar[models.Manager[LeadRun]] = models.Manager()

    class Meta:
        app_label = "understand"

    def __str__(self) -> str:
        return f"{self.people} people, {self.at}"


class LeadDecision(models.Model):
    """Somebody of the team looked at a candidate: a lead customer (for an outcome or theme, or altogether), or not."""

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed"
        DECLINED = "declined"

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="lead_decisions")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reason = models.CharField(max_length=500)
    outcome = models.ForeignKey(
        "futures.DesiredOutcome", null=True, on_delete=models.CASCADE, related_name="+"
    )
    theme = models.ForeignKey("understand.Theme", null=True, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    objects: ClassVar[models.Manager[LeadDecision]] = models.Manager()

    class Meta:
        app_label = "understand"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__isnull=True) | models.Q(theme__isnull=True),
                name="a_lead_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.verdict}"


class LeadOptOut(models.Model):
    """Somebody does not want to be looked at as a lead customer, until `ended`."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="lead_opt_outs")
    at = models.DateTimeField(default=timezone.now)
    ended = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[LeadOptOut]] = models.Manager()

    class Meta:
        app_label = "understand"
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(ended__isnull=True), name="opted_out_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} since {self.at}"


class LeadNomination(models.Model):
    """A candidate named somebody as further ahead: a person here, or a name outside. Written down by the team."""

    named_by = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="leads_named")
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.CASCADE, related_name="named_as_lead"
    )
    name = models.CharField(max_length=120, blank=True, default="", help_text="Of somebody outside.")
    email = models.EmailField(max_length=254, blank=True, default="", help_text="Only with consent.")
    note = models.CharField(max_length=500, blank=True, default="")
    consent = models.BooleanField(default=False, help_text="They agree that we get in touch.")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    objects: ClassVar[models.Manager[LeadNomination]] = models.Manager()

    class Meta:
        app_label = "understand"
        constraints = [
            models.UniqueConstraint(
                fields=["named_by", "person"],
                condition=models.Q(undone_at__isnull=True, person__isnull=False),
                name="named_once_by_the_same",
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, name="", email="")
                | (models.Q(person__isnull=True) & ~models.Q(name="")),
                name="a_nomination_is_of_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(email="") | models.Q(consent=True), name="an_address_needs_consent"
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("named_by")), name="nobody_names_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.named_by_id} named {self.person_id or self.name}"
