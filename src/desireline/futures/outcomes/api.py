"""Desired outcomes: their statements, what customers say about them, and whether they reached them."""

from __future__ import annotations

from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.futures.futures.models import Future
from desireline.futures.outcomes.events import OutcomeRated, OutcomeReached, OutcomeWorded
from desireline.futures.outcomes.models import (
    Attainment,
    CustomerScenario,
    DesiredOutcome,
    Rating,
    RatingChange,
    ScenarioStep,
)
from desireline.futures.outcomes.panels import OUTCOME_PANELS, Panel
from desireline.futures.outcomes.rules import StatementForm, read_statement
from desireline.futures.slugs import free_slug
from desireline.kit.errors import Refused
from desireline.kit.events import publish
from desireline.kit.options.api import bump
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must

__all__ = [
    "FIELDS",
    "OUTCOME_PANELS",
    "Attainment",
    "CustomerScenario",
    "DesiredOutcome",
    "Panel",
    "Rating",
    "StatementForm",
    "add",
    "archive",
    "attainment_summary",
    "change",
    "drop_scenario",
    "my_ratings",
    "needing_voice",
    "rate",
    "reach",
    "read_statement",
    "restore",
    "save_scenario",
    "scenario_steps",
    "time_to_outcome",
    "unreach",
]

FIELDS = ("statement", "why", "measure", "unit", "direction", "baseline", "target")
WORDED = ("statement", "measure", "target")  # of which a change is news


def _checked(statement: str, *, keep_form: bool) -> str:
    statement = " ".join(statement.split())
    if not keep_form and not read_statement(statement).complete:
        raise Refused(
            _("Begin with a direction and a measure, for example “Minimise the time it takes to …”."),
            field="statement",
        )
    return statement


@transaction.atomic
def add(
    future: Future, *, by: Person, statement: str, keep_form: bool = False, **fields: Any
) -> DesiredOutcome:
    """Add an outcome at the end of a future. `fields`: why, measure, unit, direction, baseline, target.

    Raises Refused for a statement without direction, metric and object, unless `keep_form`.
    """
    must(by, Permission.EDIT_FUTURES)
    statement = _checked(statement, keep_form=keep_form)
    outcome = DesiredOutcome.objects.create(
        future=future,
        slug=free_slug(DesiredOutcome, statement),
        statement=statement,
        owner=by,
        position=future.outcomes.count(),
        **fields,
    )
    publish(OutcomeWorded(outcome=outcome.pk, new=True, by=by.pk))
    bump("site")
    return outcome


@transaction.atomic
def change(outcome: DesiredOutcome, *, by: Person, keep_form: bool = False, **fields: Any) -> DesiredOutcome:
    """Change any of `FIELDS`. The address of the outcome stays."""
    must(by, Permission.EDIT_FUTURES)
    if "statement" in fields:
        fields["statement"] = _checked(fields["statement"], keep_form=keep_form)
    before = [getattr(outcome, name) for name in WORDED]
    for name in FIELDS:
        if name in fields:
            setattr(outcome, name, fields[name])
    outcome.save()
    if [getattr(outcome, name) for name in WORDED] != before:
        publish(OutcomeWorded(outcome=outcome.pk, new=False, by=by.pk))
    bump("site")
    return outcome


@transaction.atomic
def archive(outcome: DesiredOutcome, *, by: Person) -> None:
    """Take an outcome off its future. Ratings and links stay; `restore` brings it back."""
    must(by, Permission.EDIT_FUTURES)
    DesiredOutcome.objects.filter(pk=outcome.pk, archived__isnull=True).update(archived=timezone.now())
    bump("site")


@transaction.atomic
def restore(outcome: DesiredOutcome, *, by: Person) -> None:
    """Bring an archived outcome back."""
    must(by, Permission.EDIT_FUTURES)
    DesiredOutcome.objects.filter(pk=outcome.pk).update(archived=None)
    bump("site")


@transaction.atomic
def rate(
    outcome: DesiredOutcome,
    *,
    by: Person,
    importance: int | None = None,
    satisfaction: int | None = None,
    at: datetime | None = None,
) -> Rating:
    """Say how important the outcome is (1..5) and how satisfied one is with it today (1..5).

    What is not given stays as it was. Each change is kept in the history. Raises Refused for numbers out of range.
    """
    must(by, Permission.CONTRIBUTE)
    given = {"importance": importance, "satisfaction": satisfaction}
    for name, value in given.items():
        if value is not None and not 1 <= value <= 5:
            raise Refused(_("Choose a number from 1 to 5."), field=name)
    at = at or timezone.now()
    rating, _made = Rating.objects.select_for_update().get_or_create(
        outcome=outcome, person=by, defaults={"at": at, "changed": at}
    )
    changed = {
        name: value for name, value in given.items() if value is not None and getattr(rating, name) != value
    }
    if changed:
        for name, value in changed.items():
            setattr(rating, name, value)
        rating.changed = at
        rating.save()
        RatingChange.objects.create(
            rating=rating, importance=rating.importance, satisfaction=rating.satisfaction, at=at
        )
        publish(OutcomeRated(outcome=outcome.pk, person=by.pk))
    return rating


@transaction.atomic
def reach(outcome: DesiredOutcome, *, by: Person, note: str = "", at: datetime | None = None) -> Attainment:
    """The person says that they reached the outcome. Saying it twice changes nothing."""
    must(by, Permission.CONTRIBUTE)
    at = at or timezone.now()
    rating = Rating.objects.filter(outcome=outcome, person=by).first()
    found, made = Attainment.objects.get_or_create(
        outcome=outcome,
        person=by,
        defaults={"started": min(rating.at, at) if rating else at, "reached": at, "note": note},
    )
    if made:
        publish(OutcomeReached(outcome=outcome.pk, person=by.pk))
    return found


@transaction.atomic
def unreach(outcome: DesiredOutcome, *, by: Person) -> None:
    """Take it back."""
    Attainment.objects.filter(outcome=outcome, person=by).delete()


def my_ratings(person: Person | None, outcomes: list[DesiredOutcome]) -> dict[int, Rating]:
    """The person's ratings by outcome id. One query, none for nobody."""
    if person is None:
        return {}
    return {
        rating.outcome_id: rating for rating in Rating.objects.filter(person=person, outcome__in=outcomes)
    }


def needing_voice(person: Person | None, *, limit: int = 3) -> list[DesiredOutcome]:
    """Visible outcomes that the person has not rated in full: those with the fewest ratings first."""
    rows = DesiredOutcome.objects.visible_to(person)
    if person is not None:
        done = Q(
            ratings__person=person, ratings__importance__isnull=False, ratings__satisfaction__isnull=False
        )
        rows = rows.exclude(pk__in=DesiredOutcome.objects.filter(done).values("pk"))
    rows = rows.select_related("future").annotate(raters=Count("ratings")).order_by("raters", "id")
    return list(rows[:limit])


def time_to_outcome(outcome: DesiredOutcome) -> timedelta | None:
    """Median time from the first word about the outcome to reaching it, over those who reached it later on."""
    spans = [
        (reached - started).total_seconds()
        for started, reached in outcome.attainments.values_list("started", "reached")
        if reached > started
    ]
    return timedelta(seconds=median(spans)) if spans else None


def attainment_summary(outcome: DesiredOutcome) -> dict[str, Any]:
    """How many people spoke about the outcome, how many reached it, and how long that took."""
    people = outcome.ratings.count()
    reached = outcome.attainments.count()
    return {"people": max(people, reached), "reached": reached, "time": time_to_outcome(outcome)}


@transaction.atomic
def save_scenario(
    outcome: DesiredOutcome,
    *,
    by: Person,
    title: str,
    who: str = "",
    context: str = "",
    steps: list[dict[str, Any]],
    scenario: CustomerScenario | None = None,
) -> CustomerScenario:
    """Write a customer scenario anew. Each step: text, moment_of_truth (bool), conditions (one a line), and the `id`
    of a step that it was. A step that stays the same, by its id or its words, stays the same row."""
    must(by, Permission.EDIT_FUTURES)
    wanted = [step for step in steps if step.get("text", "").strip()]
    if not wanted:
        raise Refused(_("A scenario needs at least one step."), field="steps")
    scenario = scenario or CustomerScenario(outcome=outcome, position=outcome.scenarios.count())
    scenario.title, scenario.who, scenario.context = title, who, context
    scenario.save()
    old = {row.pk: row for row in scenario.steps.all()}
    ids = [step.get("id") if step.get("id") in old else None for step in wanted]
    free = {row.text: pk for pk, row in old.items() if pk not in ids}
    kept: set[int] = set()
    for number, (step, pk) in enumerate(zip(wanted, ids, strict=True)):
        text = step["text"].strip()
        pk = pk if pk and pk not in kept else free.pop(text, None)
        row = old[pk] if pk else ScenarioStep(scenario=scenario)
        row.text, row.position = text, number
        row.moment_of_truth = bool(step.get("moment_of_truth"))
        row.conditions = step.get("conditions", "").strip()
        row.save()
        kept.add(row.pk)
    scenario.steps.exclude(pk__in=kept).delete()
    bump("site")
    return scenario


def scenario_steps(scenario: CustomerScenario) -> list[dict[str, Any]]:
    """The steps as `save_scenario` takes them."""
    fields = ("id", "text", "moment_of_truth", "conditions")
    return list(ScenarioStep.objects.filter(scenario=scenario).order_by("position", "id").values(*fields))


@transaction.atomic
def drop_scenario(scenario: CustomerScenario, *, by: Person) -> None:
    """Take a scenario away for good."""
    must(by, Permission.EDIT_FUTURES)
    scenario.delete()
    bump("site")
