from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

LONGEST_KEY = 350


class CustomerLink(models.Model):
    """A customer of a source is an account of ours, a person of ours, or both: said by somebody, not by a rule."""

    source = models.CharField(max_length=40)
    external = models.CharField(max_length=250, help_text="The customer's id in the source.")
    account = models.ForeignKey("people.Account", null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[CustomerLink]] = models.Manager()

    class Meta:
        app_label = "guide"
        constraints = [
            models.UniqueConstraint(fields=["source", "external"], name="one_link_of_a_customer"),
            models.CheckConstraint(
                condition=models.Q(account__isnull=False) | models.Q(person__isnull=False),
                name="customer_link_to_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.external}"


class CardSet(models.Model):
    """The cards of one SELECT: what was told, and when. `generation` is empty while they are on their way."""

    name = models.CharField(max_length=40, unique=True)
    source = models.CharField(max_length=40)
    type = models.CharField(max_length=40)
    generation = models.CharField(max_length=40, blank=True, default="")
    digest = models.CharField(max_length=40, blank=True, default="", help_text="Of the SELECT that was told.")
    cards = models.PositiveBigIntegerField(default=0)
    nobody = models.PositiveBigIntegerField(default=0, help_text="Cards that nobody may see.")
    unknown = models.JSONField(default=list, help_text="Some customers' ids that are nobody here.")
    unknown_count = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[CardSet]] = models.Manager()

    class Meta:
        app_label = "guide"

    def __str__(self) -> str:
        return self.name


class ConnectedCard(models.Model):
    """What search was told of a record of another system, and who may find it."""

    key = models.CharField(max_length=LONGEST_KEY, unique=True)
    source = models.CharField(max_length=40)
    type = models.CharField(max_length=40)
    digest = models.CharField(max_length=32)
    allow = models.TextField(
        blank=True, default="", help_text="Tokens with a space between; none for nobody."
    )
    card = models.TextField(help_text="The card as JSON.")
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[ConnectedCard]] = models.Manager()

    class Meta:
        app_label = "guide"
        indexes = [models.Index(fields=["type", "source", "key"], name="connected_cards_of_type")]

    def __str__(self) -> str:
        return self.key


class FigureSet(models.Model):
    """The figures of one panel: what the warehouse was asked, and when."""

    name = models.CharField(max_length=40, unique=True)
    generation = models.CharField(max_length=40, blank=True, default="")
    digest = models.CharField(
        max_length=40, blank=True, default="", help_text="Of the SELECT that was asked."
    )
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[FigureSet]] = models.Manager()

    class Meta:
        app_label = "guide"

    def __str__(self) -> str:
        return self.name


class AccountFigures(models.Model):
    """What a panel says of an account: lines of label, value and unit, as its source gave them."""

    panel = models.CharField(max_length=40)
    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="+")
    lines = models.JSONField(default=list)
    objects: ClassVar[models.Manager[AccountFigures]] = models.Manager()

    class Meta:
        app_label = "guide"
        constraints = [models.UniqueConstraint(fields=["panel", "account"], name="figures_once_an_account")]

    def __str__(self) -> str:
        return f"{self.panel} of {self.account_id}"


class SourceRun(models.Model):
    """One look at a source, or one sync: by whom, how long, and what came of it."""

    class Kind(models.TextChoices):
        SYNC = "sync"
        LOOK = "look"

    class State(models.TextChoices):
        RUNNING = "running"
        GOOD = "good"
        FAILED = "failed"

    source = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.SYNC)
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    started = models.DateTimeField(default=timezone.now)
    finished = models.DateTimeField(null=True)
    counts = models.JSONField(
        default=dict, help_text="Rows read, deleted and there; cards put and taken away."
    )
    sample = models.JSONField(default=list, help_text="Of a look: some cards, and who would see them.")
    error = models.TextField(blank=True, default="")
    objects: ClassVar[models.Manager[SourceRun]] = models.Manager()

    class Meta:
        app_label = "guide"
        indexes = [models.Index(fields=["source", "-started"], name="runs_of_a_source")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.source}"
