"""What a project costs and is worth, what the portfolio aims at, and the meetings that look at it."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

DISCIPLINES = ("operational_excellence", "product_leadership", "customer_intimacy", "social_mission")
PERCENT = [MaxValueValidator(100)]


def _money(note: str = "") -> models.DecimalField[float | int | str | None, float | None]:
    return models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True, help_text=note)


class ProjectCase(models.Model):
    """The case for one project: the kinds of value it brings, its horizon, its effort, and what we expect of it.

    Empty means nobody said yet; nothing is guessed. The shares of the four disciplines are percent: together 100,
    or all 0 where nobody said.
    """

    class Ambition(models.TextChoices):
        CORE = "core"
        ADJACENT = "adjacent"
        TRANSFORMATIONAL = "transformational"

    project = models.OneToOneField("codevelop.Project", on_delete=models.CASCADE, related_name="case")
    operational_excellence = models.PositiveSmallIntegerField(default=0, validators=PERCENT)
    product_leadership = models.PositiveSmallIntegerField(default=0, validators=PERCENT)
    customer_intimacy = models.PositiveSmallIntegerField(default=0, validators=PERCENT)
    social_mission = models.PositiveSmallIntegerField(default=0, validators=PERCENT)
    horizon = models.PositiveSmallIntegerField(null=True, blank=True)
    ambition = models.CharField(max_length=16, choices=Ambition.choices, blank=True, default="")
    days_planned = models.PositiveIntegerField(null=True, blank=True, help_text="Person-days in all.")
    days_spent = models.PositiveIntegerField(default=0)
    money_planned = _money("In all, beside the person-days.")
    money_spent = _money()
    value = _money("Present value of what it brings once it succeeds on the market.")
    technical = models.FloatField(null=True, blank=True, help_text="Chance that it can be made, 0 to 1.")
    commercial = models.FloatField(null=True, blank=True, help_text="Chance that it is wanted, 0 to 1.")
    development = _money("What it still costs to develop.")
    commercialisation = _money("What it costs to bring it to customers.")
    version = models.PositiveIntegerField(default=1)
    changed = models.DateTimeField(auto_now=True)
    objects: ClassVar[models.Manager[ProjectCase]] = models.Manager()

    class Meta:
        app_label = "prove"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    operational_excellence=100
                    - F("product_leadership")
                    - F("customer_intimacy")
                    - F("social_mission")
                )
                | Q(
                    operational_excellence=0,
                    product_leadership=0,
                    customer_intimacy=0,
                    social_mission=0,
                ),
                name="shares_of_disciplines_make_100",
            ),
            models.CheckConstraint(
                condition=Q(horizon__isnull=True) | Q(horizon__range=(1, 3)), name="horizon_1_to_3"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__range": (0, 1)}),
                    name=f"case_{name}_0_to_1",
                )
                for name in ("technical", "commercial")
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0}),
                    name=f"case_{name}_not_below_0",
                )
                for name in ("money_planned", "money_spent", "value", "development", "commercialisation")
            ),
        ]

    def __str__(self) -> str:
        return f"case of {self.project_id}"


class CaseChange(models.Model):
    """Somebody changed the case: what it was and what it became, and why."""

    case = models.ForeignKey(ProjectCase, on_delete=models.CASCADE, related_name="changes")
    what = models.JSONField(help_text="Field: [before, after].")
    why = models.CharField(max_length=300, blank=True, default="")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[CaseChange]] = models.Manager()

    class Meta:
        app_label = "prove"
        indexes = [models.Index(fields=["case", "-at", "-id"], name="changes_of_case")]

    def __str__(self) -> str:
        return f"{', '.join(self.what)} of {self.case_id}"


class Target(models.Model):
    """How effort should be shared out along one axis, from `at` on: the newest of an axis counts."""

    class Axis(models.TextChoices):
        DISCIPLINE = "discipline"
        HORIZON = "horizon"

    axis = models.CharField(max_length=10, choices=Axis.choices)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[Target]] = models.Manager()

    class Meta:
        app_label = "prove"
        indexes = [models.Index(fields=["axis", "-at", "-id"], name="targets_by_time")]

    def __str__(self) -> str:
        return f"{self.axis} from {self.at:%Y-%m-%d}"


class TargetShare(models.Model):
    """The share of one discipline or horizon in percent, and the money set aside for it (its strategic bucket)."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="shares")
    key = models.CharField(max_length=24, help_text="A discipline, or 1, 2, 3 for a horizon.")
    share = models.PositiveSmallIntegerField()
    money = _money("Empty: nothing is set aside.")
    objects: ClassVar[models.Manager[TargetShare]] = models.Manager()

    class Meta:
        app_label = "prove"
        constraints = [
            models.UniqueConstraint(fields=["target", "key"], name="one_share_per_key"),
            models.CheckConstraint(condition=Q(share__lte=100), name="share_at_most_100"),
            models.CheckConstraint(
                condition=Q(money__isnull=True) | Q(money__gte=0), name="money_not_below_0"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.share} %"


class Review(models.Model):
    """A meeting that looks at the portfolio. Closed, its minutes stay as they are."""

    on = models.DateField()
    title = models.CharField(max_length=120)
    notes = models.TextField(blank=True, default="", help_text="Markdown.")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    objects: ClassVar[models.Manager[Review]] = models.Manager()

    class Meta:
        app_label = "prove"
        indexes = [models.Index(fields=["-on", "-id"], name="reviews_by_day")]

    def __str__(self) -> str:
        return self.title


class ReviewItem(models.Model):
    """One point of the agenda and what was decided. The project is named by its row, never in `text`."""

    class Kind(models.TextChoices):
        OVERDUE = "overdue"
        GATE = "gate"
        HELD = "held"
        NEW = "new"
        TARGET = "target"
        OWN = "own"

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    project = models.ForeignKey("codevelop.Project", null=True, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=300, blank=True, default="", help_text="What it is about.")
    facts = models.JSONField(default=dict, help_text="Figures of the day it was put on the agenda.")
    position = models.IntegerField(default=0)
    decision = models.TextField(blank=True, default="", help_text="What was decided, in words.")
    decided_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True, help_text="Taken off the agenda.")
    objects: ClassVar[models.Manager[ReviewItem]] = models.Manager()

    class Meta:
        app_label = "prove"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "project"],
                condition=Q(project__isnull=False),
                name="a_project_once_a_review",
            ),
            models.CheckConstraint(
                condition=Q(project__isnull=False) | Q(kind__in=["target", "own"]),
                name="an_item_says_which_project",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.review_id}"
