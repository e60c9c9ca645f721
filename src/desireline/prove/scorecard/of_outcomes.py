"""How long customers take to an outcome, and how many get there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from desireline.futures.outcomes.api import Attainment, DesiredOutcome, Rating
from desireline.people.audiences.api import Audience
from desireline.people.roles.api import STAFF
from desireline.prove.scorecard.facts import Dated, Fact, followed
from desireline.prove.scorecard.measure import Named, Scope, pair, upto, whole
from desireline.prove.scorecard.people import names
from desireline.prove.scorecard.spans import Span

FOLLOWED = 24  # months back from the end, in which somebody began
CHUNK = 20_000


def ways(scope: Scope) -> Dated:
    """One fact for each customer and outcome: since they spoke of it, until they reached it."""
    return scope.narrowed(scope.once(_all))


@whole
def _all(scope: Scope) -> Dated:
    reached = _reached()
    began: dict[tuple[int, int], datetime] = {}
    rows = Rating.objects.filter(outcome__future__published__isnull=False, person__erased__isnull=True)
    rows = rows.exclude(person__role__in=STAFF).exclude(outcome__future__audience__kind=Audience.Kind.NAMED)
    for person, outcome, at in rows.values_list("person_id", "outcome_id", "at").iterator(CHUNK):
        began[person, outcome] = at
    for key, (started, _end) in reached.items():
        began[key] = min(began.get(key, started), started)
    facts = []
    for (person, outcome), at in began.items():
        end = reached[person, outcome][1] if (person, outcome) in reached else None
        facts.append(Fact(pair(person, outcome), at, end is not None, 0.0, outcome, person, end))
    return Dated(facts)


def _reached() -> dict[tuple[int, int], tuple[datetime, datetime]]:
    """By customer and outcome, when they began and when they were there."""
    rows = Attainment.objects.filter(outcome__future__published__isnull=False, person__erased__isnull=True)
    rows = rows.exclude(person__role__in=STAFF).exclude(outcome__future__audience__kind=Audience.Kind.NAMED)
    told = rows.values_list("person_id", "outcome_id", "started", "reached")
    return {(one, two): (start, end) for one, two, start, end in told.iterator(CHUNK)}


def attained(scope: Scope, span: Span) -> Sequence[Fact]:
    """Who began within the months looked at, and whether they were there by their end."""
    end = upto(scope, span)
    return [followed(fact, end) for fact in scope.once(ways).between(span.since(FOLLOWED), end)]


def timed(scope: Scope, span: Span) -> Sequence[Fact]:
    """The same without those of whom only the arrival is known."""
    return [fact for fact in attained(scope, span) if fact.end is None or fact.end > fact.at]


def named(scope: Scope, facts: Sequence[Fact]) -> dict[int, Named]:
    said, outcomes = names(fact.person for fact in facts), _statements(fact.about for fact in facts)
    return {
        fact.key: Named(*outcomes.get(fact.about, ("–", "")), note=said.get(fact.person, ""))
        for fact in facts
    }


def by_outcome(scope: Scope, facts: Sequence[Fact]) -> list[tuple[str, Sequence[Fact]]]:
    """The facts of each outcome, those with most people first."""
    found: dict[int, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.about, []).append(fact)
    said, order = _statements(found), sorted(found, key=lambda pk: (-len(found[pk]), pk))
    return [(said[pk][0] if pk in said else _("An outcome"), found[pk]) for pk in order]


def _statements(ids: Any) -> dict[int, tuple[str, str]]:
    rows = DesiredOutcome.objects.filter(pk__in=set(ids)).values_list("pk", "statement", "slug", "archived")
    return {pk: (said, "" if gone else reverse("outcome", args=[slug])) for pk, said, slug, gone in rows}
