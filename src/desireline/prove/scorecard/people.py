"""Customers: what they are called, who is in a segment, and what each gave month by month."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.urls import reverse

from desireline.codevelop.projects.api import Project
from desireline.futures.outcomes.api import Rating
from desireline.listen.comments.api import Comment
from desireline.listen.ideas.api import Idea
from desireline.people.audiences.api import Audience, attributes_of_person, segments_of
from desireline.people.identity.api import Person, called
from desireline.people.roles.api import STAFF
from desireline.prove.scorecard.facts import Fact
from desireline.prove.scorecard.measure import Named, Scope, upto, whole
from desireline.prove.scorecard.spans import Span, begin, month_of, zone

CHUNK = 20_000
SPOKEN = (Idea.State.PUBLISHED, Idea.State.MERGED)


def names(ids: Iterable[int]) -> dict[int, str]:
    rows = Person.objects.filter(pk__in={pk for pk in ids if pk}).values_list("pk", "name")
    return {pk: called(name, pk) for pk, name in rows}


def customers() -> Any:
    """Who counts: customers who are still here, also blocked ones; never our own people."""
    return Person.objects.filter(erased__isnull=True).exclude(role__in=STAFF)


def members(segment: int, ids: Collection[int] | None = None) -> frozenset[int]:
    """Ids of the customers in a segment, as their attributes are today: all, or those of the ids (a page of them)."""
    rows = customers() if ids is None else customers().filter(pk__in=ids)
    rows = rows.select_related("account").only("attributes", "account__attributes").iterator(CHUNK)
    return frozenset(one.pk for one in rows if segment in segments_of(attributes_of_person(one)))


@whole
def given(scope: Scope) -> dict[int, dict[int, int]]:
    """By customer and month, how often they said something: ideas, comments, votes, ratings, answers to projects."""
    known = set(customers().values_list("pk", flat=True))
    found: dict[int, dict[int, int]] = {}
    for person, at, number in _all():
        if person in known and at is not None:
            months = found.setdefault(person, {})
            month = month_of(at)
            months[month] = months.get(month, 0) + number
    return found


def _all() -> Iterator[tuple[int, datetime | None, int]]:
    open_ideas = Idea.objects.filter(state__in=SPOKEN).exclude(board__audience__kind=Audience.Kind.NAMED)
    said = Comment.objects.filter(state=Comment.State.PUBLISHED, internal=False)
    said = said.exclude(idea__board__audience__kind=Audience.Kind.NAMED)
    voted = open_ideas.filter(vote_rows__merge__isnull=True, vote_rows__isnull=False)
    rated = Rating.objects.exclude(outcome__future__audience__kind=Audience.Kind.NAMED)
    answered = Project.objects.filter(confidential=False, questions__answers__person__isnull=False)
    yield from _monthly(open_ideas.exclude(author=None), "author_id", "created")
    yield from _monthly(said.exclude(author=None), "author_id", "created")
    yield from _monthly(voted, "vote_rows__person_id", "vote_rows__created")
    yield from _monthly(rated, "person_id", "at")
    yield from _monthly(answered, "questions__answers__person_id", "questions__answers__at")


def _monthly(rows: Any, who: str, at: str) -> Iterator[tuple[int, datetime | None, int]]:
    counted = rows.order_by().annotate(turned=TruncMonth(at, tzinfo=zone())).values_list(who, "turned")
    yield from counted.annotate(number=Count("*")).iterator(CHUNK)


def active(scope: Scope, span: Span) -> Sequence[Fact]:
    """One fact for each customer who gave something in these months: how much, and whether they were new in them."""
    known = scope.once(_latest)
    if known.span != span:
        known.span, known.facts = span, _active(scope, span)
    return known.facts


@dataclass(slots=True)
class _Latest:
    """What several measures ask for one after the other."""

    span: Span | None = None
    facts: Sequence[Fact] = ()


def _latest(scope: Scope) -> _Latest:
    return _Latest()


def _active(scope: Scope, span: Span) -> Sequence[Fact]:
    first, found = span.last - span.months + 1, list[Fact]()
    if upto(scope, span) <= span.start:
        return found
    for person, months in scope.once(given).items():
        if not scope.holds(person):
            continue
        inside = [month for month in months if first <= month <= span.last]
        if inside:
            gave = sum(months[month] for month in inside)
            found.append(Fact(person, begin(max(inside)), min(months) >= first, gave, person=person))
    return found


def named(scope: Scope, facts: Sequence[Fact]) -> dict[int, Named]:
    said = names(fact.person for fact in facts)
    return {
        fact.key: Named(said.get(fact.person, "–"), reverse("person", args=[fact.person])) for fact in facts
    }


def by_segment(scope: Scope, facts: Sequence[Fact]) -> list[tuple[str, Sequence[Fact]]]:
    """The facts of the customers of each segment; somebody may be in several. One segment has no parts."""
    if scope.segment is not None:
        return []
    segments = list(Audience.objects.filter(kind=Audience.Kind.SEGMENT).order_by("name"))
    if not segments:
        return []
    wanted = {fact.person for fact in facts}
    within: dict[int, set[int]] = {}
    for one in (
        customers().select_related("account").only("attributes", "account__attributes").iterator(CHUNK)
    ):
        if one.pk in wanted:
            within[one.pk] = set(segments_of(attributes_of_person(one)))
    return [
        (segment.name, [fact for fact in facts if segment.pk in within.get(fact.person, ())])
        for segment in segments
    ]
