"""The opportunity landscape: which desired outcomes matter most and are served worst (Ulwick)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Q

from desireline.futures.futures.api import Future
from desireline.futures.outcomes.api import DesiredOutcome, Rating
from desireline.kit.options.api import get
from desireline.maths.intervals import Interval, wilson
from desireline.maths.opportunity import (
    Answers,
    Band,
    Prior,
    Thresholds,
    band,
    paired_bootstrap,
    shrunk_score,
    ties,
)
from desireline.people.audiences.api import Audience, among
from desireline.people.identity.api import Person

__all__ = ["Landscape", "Opportunity", "Segment", "landscape", "of_outcome", "segments", "thresholds"]

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One outcome on the landscape. Importance, satisfaction: 0..10; score and its 95 % interval: 0..20, shrunk."""

    outcome: DesiredOutcome
    answers: Answers
    importance_range: Interval
    satisfaction_range: Interval
    score: float
    interval: Interval
    band: Band
    place: int
    tied: bool

    @property
    def n(self) -> int:
        return self.answers.n


@dataclass(frozen=True, slots=True)
class Segment:
    """A group of customers whose answers are looked at by themselves."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Landscape:
    """Opportunities, best first; `place` counts groups of tied outcomes. `silent` have no answers yet."""

    rows: list[Opportunity]
    silent: list[DesiredOutcome]
    respondents: int
    prior: Prior
    segment: Segment | None


def thresholds() -> Thresholds:
    """The bands that this instance uses."""
    return Thresholds(
        extreme=float(get("band_extreme")),
        high=float(get("band_high")),
        worth_considering=float(get("band_worth_considering")),
    )


def segments() -> list[Segment]:
    """All segments, by name."""
    rows = Audience.objects.filter(kind=Audience.Kind.SEGMENT).order_by("name")
    return [Segment(pk, name) for pk, name in rows.values_list("id", "name")]


def landscape(
    person: Person | None, *, future: Future | None = None, segment: Segment | None = None
) -> Landscape:
    """The outcomes that the person may see, with their scores among the answers of everybody or of one segment.

    Only people who rated both importance and satisfaction count. The prior is pooled over the outcomes shown.
    """
    outcomes = DesiredOutcome.objects.visible_to(person).select_related("future")
    if future is not None:
        outcomes = outcomes.filter(future=future)
    found = list(outcomes)
    counted, respondents = _count([outcome.pk for outcome in found], segment)
    spoken = [outcome for outcome in found if counted.get(outcome.pk, _NONE).n]
    silent = [outcome for outcome in found if not counted.get(outcome.pk, _NONE).n]
    prior = Prior.pooled([counted[outcome.pk] for outcome in spoken])
    return Landscape(_rows(spoken, counted, prior), silent, respondents, prior, segment)


def of_outcome(person: Person | None, outcome: DesiredOutcome) -> Opportunity | None:
    """The outcome among those of its future, or None while nobody answered."""
    found = landscape(person, future=outcome.future)
    return next((row for row in found.rows if row.outcome.pk == outcome.pk), None)


_NONE = Answers(0, 0, 0, 0)


def _rows(spoken: list[DesiredOutcome], counted: dict[int, Answers], prior: Prior) -> list[Opportunity]:
    answers = [counted[outcome.pk] for outcome in spoken]
    scores = [shrunk_score(item, prior) for item in answers]
    intervals = [_interval(item, prior, outcome.pk) for item, outcome in zip(answers, spoken, strict=True)]
    limits = thresholds()
    rows = []
    for place, group in enumerate(ties(scores, intervals), start=1):
        for index in group:
            item = answers[index]
            rows.append(
                Opportunity(
                    outcome=spoken[index],
                    answers=item,
                    importance_range=_ten(wilson(item.both + item.important_only, item.n)),
                    satisfaction_range=_ten(wilson(item.both + item.satisfied_only, item.n)),
                    score=scores[index],
                    interval=intervals[index],
                    band=band(scores[index], limits),
                    place=place,
                    tied=len(group) > 1,
                )
            )
    return rows


@lru_cache(maxsize=1024)
def _interval(answers: Answers, prior: Prior, seed: int) -> Interval:
    return paired_bootstrap(answers, prior, seed=seed)


def _ten(share: Interval) -> Interval:
    return Interval(share.low * 10, share.high * 10)


def _complete(outcomes: list[int]) -> Q:
    return Q(
        outcome__in=outcomes,
        importance__isnull=False,
        satisfaction__isnull=False,
        person__erased__isnull=True,
    )


def _count(outcomes: list[int], segment: Segment | None) -> tuple[dict[int, Answers], int]:
    """Answers by outcome, counted in the database, and how many people gave them."""
    rows = Rating.objects.filter(_complete(outcomes))
    if segment is None:
        important, satisfied = Q(importance__gte=4), Q(satisfaction__gte=4)
        cells = rows.values("outcome").annotate(
            both=Count("id", filter=important & satisfied),
            important=Count("id", filter=important & ~satisfied),
            satisfied=Count("id", filter=~important & satisfied),
            neither=Count("id", filter=~important & ~satisfied),
        )
        found = {
            row["outcome"]: Answers(row["both"], row["important"], row["satisfied"], row["neither"])
            for row in cells
        }
        return found, rows.values("person").distinct().count()
    people = _members(segment, rows.values_list("person", flat=True).distinct())
    grouped: dict[int, tuple[list[int], list[int]]] = {}
    for outcome, who, importance, satisfaction in rows.values_list(
        "outcome", "person", "importance", "satisfaction"
    ).iterator():
        if who in people and importance is not None and satisfaction is not None:
            lists = grouped.setdefault(outcome, ([], []))
            lists[0].append(importance)
            lists[1].append(satisfaction)
    return {outcome: Answers.of(*lists) for outcome, lists in grouped.items()}, len(people)


def _members(segment: Segment, people: Iterable[int]) -> set[int]:
    ids = list(people)
    found: set[int] = set()
    for start in range(0, len(ids), BATCH):
        found |= among(segment.id, ids[start : start + BATCH], staff=False)
    return found
