"""What a measure is. Adding one is one `MEASURES.add` in a `setup.py`; no list is edited."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.utils import timezone

from desireline.kit.registry import Registry
from desireline.people.identity.api import Person
from desireline.prove.scorecard.facts import Dated, Fact, Sum, Value
from desireline.prove.scorecard.spans import Span, month_of

T = TypeVar("T")
L = TypeVar("L", bound="Callable[[Scope], Any]")
WHOLE: set[Callable[[Scope], Any]] = set()


def whole(load: L) -> L:
    """Decorator: what it reads is the same for whatever segment."""
    WHOLE.add(load)
    return load


@dataclass(slots=True)
class Scope:
    """Who asks, for which customers (those of the segment; None: all), and when.

    What several measures read is read once: `once(load)`. Who is in the segment is looked up when somebody asks:
    `members(segment, ids)` gives all (ids None), or those of the ids.
    """

    person: Person | None
    segment: int | None = None
    people: frozenset[int] | None = None
    now: datetime = field(default_factory=timezone.now)
    members: Callable[[int, Collection[int] | None], frozenset[int]] | None = None
    _read: dict[Any, Any] = field(default_factory=dict)

    def once(self, load: Callable[[Scope], T]) -> T:
        if load not in self._read:
            self._read[load] = load(self)
        found: T = self._read[load]
        return found

    def about(self, segment: int, people: frozenset[int]) -> Scope:
        """The same for a segment, with what was read already and is the same for all (`WHOLE`)."""
        known = {load: found for load, found in self._read.items() if load in WHOLE}
        return Scope(self.person, segment, people, self.now, _read=known)

    def holds(self, person: int) -> bool:
        if self.people is None and self.segment is not None and self.members is not None:
            self.people = self.members(self.segment, None)
        return self.people is None or person in self.people

    def narrowed(self, found: Dated) -> Dated:
        """Those of the facts about customers whom it is about."""
        if self.segment is None:
            return found
        return Dated([fact for fact in found.facts if self.holds(fact.person)])

    def held(self, people: Collection[int]) -> frozenset[int]:
        """Those of the people whom it is about."""
        if self.people is None and self.segment is not None and self.members is not None:
            return self.members(self.segment, people)
        return frozenset(people) if self.people is None else self.people.intersection(people)

    @property
    def month(self) -> int:
        return month_of(self.now)


@dataclass(frozen=True, slots=True)
class Named:
    """How a row is shown: where it leads, and what is said of it."""

    label: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of the scorecard and the rows that it is made of.

    `pick(scope, span)` gives the rows as they were known at the end of the span; `sum` makes the number of them, so
    that the number is always what its rows give. `shared`: the same for everybody who sees the scorecard, and kept by
    the nightly job. `least`: with fewer rows there is too little to say. `of_people`: can be looked at by segment.
    `counts`: rows say how much. `page(scope, span, after, size)` gives some rows, the latest first, from what the night
    kept. `name(scope, facts)` says what rows are called; `parts` may give the rows of several
    parts.
    """

    key: str
    group: str
    label: Any
    how: Any
    unit: str
    pick: Callable[[Scope, Span], Sequence[Fact]]
    sum: Sum
    name: Callable[[Scope, Sequence[Fact]], dict[int, Named]]
    columns: tuple[Any, ...] = ()
    least: int = 10
    counts: bool = False
    shared: bool = False
    of_people: bool = False
    page: Callable[[Scope, Span, tuple[datetime, int] | None, int], Sequence[Fact]] | None = None
    parts: Callable[[Scope, Sequence[Fact]], list[tuple[str, Sequence[Fact]]]] | None = None
    order: int = 50

    def compute(self, scope: Scope, span: Span) -> Value:
        """The number for a stretch of months."""
        return self.of(self.pick(scope, span))

    def of(self, facts: Sequence[Fact]) -> Value:
        """The number of these rows; where they are too few, no number."""
        if len(facts) < self.least:
            return Value(len(facts), hits=sum(fact.hit for fact in facts), few=True)
        return self.sum(facts)

    def rows(self, scope: Scope, span: Span) -> list[Fact]:
        """The rows behind the number, the latest first."""
        return sorted(self.pick(scope, span), key=lambda fact: (fact.at, fact.key), reverse=True)


MEASURES: Registry[Measure] = Registry("measure of the scorecard")


def live(scope: Scope, span: Span) -> bool:
    """Whether the span ends with the month that is running, or a later one."""
    return span.last >= scope.month


def upto(scope: Scope, span: Span) -> datetime:
    """The moment up to which the span knows: its end, or now."""
    return min(span.end, scope.now)


def pair(one: int, two: int) -> int:
    """One number for two row numbers, as a key of a fact."""
    return one << 31 | two
