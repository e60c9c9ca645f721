"""Rows that a number is made of, and the few ways to make a number of them. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from desireline.maths.inequality import gini, gini_interval, mean_redrawn
from desireline.maths.intervals import wilson
from desireline.maths.survival import median_time

DAY = 86_400


class Fact(NamedTuple):
    """One row: `key` tells it from others of its measure, `at` is when it counts or began, `about` the row it is of.

    `hit`: it is one of those that the share counts, or is over. `weight`: days, or how many. `person`: whose, or 0.
    """

    key: int
    at: datetime
    hit: bool = True
    weight: float = 1.0
    about: int = 0
    person: int = 0
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A number with what it rests on. `few`: too little to say. No interval: it is counted, not estimated.

    Without an estimate, `low` says that it is at least that much.
    """

    n: int
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    hits: int = 0
    few: bool = False


Sum = Callable[[Sequence[Fact]], Value]


class Dated:
    """Facts by time, so that a stretch of it is found without looking at all."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = sorted(facts, key=lambda fact: fact.at)
        self._at = [fact.at for fact in self.facts]

    def between(self, start: datetime, end: datetime) -> list[Fact]:
        return self.facts[bisect_left(self._at, start) : bisect_left(self._at, end)]


def days(since: datetime, to: datetime) -> float:
    return max(0.0, (to - since).total_seconds() / DAY)


def followed(fact: Fact, upto: datetime) -> Fact:
    """The fact as it was known at a moment: over, or still under way, after so many days."""
    key, at, hit, _weight, about, person, end = fact  # of a hundred thousand at night: `_replace` is slow
    return Fact(
        key, at, hit and end is not None and end < upto, days(at, min(end or upto, upto)), about, person, end
    )


def share(facts: Sequence[Fact]) -> Value:
    """How many of all, with Wilson's interval."""
    n, hits = len(facts), sum(fact.hit for fact in facts)
    if not n:
        return Value(0)
    found = wilson(hits, n)
    return Value(n, hits / n, found.low, found.high, hits)


def share_of_weight(facts: Sequence[Fact]) -> Value:
    """What part of the weight: a plain share of what is there, without an interval."""
    whole = sum(fact.weight for fact in facts)
    if not whole:
        return Value(len(facts))
    part = sum(fact.weight for fact in facts if fact.hit)
    return Value(len(facts), part / whole, hits=sum(fact.hit for fact in facts))


def median_days(facts: Sequence[Fact]) -> Value:
    """After how many days half are there; what is still under way counts for as long as it has been."""
    found = median_time([fact.weight for fact in facts], [fact.hit for fact in facts])
    return Value(found.n, found.estimate, found.low, found.high, found.ended)


def count(facts: Sequence[Fact]) -> Value:
    return Value(len(facts), float(len(facts)), hits=len(facts))


def total(facts: Sequence[Fact]) -> Value:
    return Value(len(facts), sum(fact.weight for fact in facts), hits=len(facts))


def unevenness(facts: Sequence[Fact]) -> Value:
    """Gini's coefficient of what each gave, with a bootstrap interval."""
    values = [fact.weight for fact in facts]
    if not any(values):
        return Value(len(values))
    found = gini_interval(values)
    return Value(len(values), gini(values), found.low, found.high, len(values))


def mean_each(facts: Sequence[Fact]) -> Value:
    """How much each gave, with a bootstrap interval."""
    values = [fact.weight for fact in facts]
    if not values:
        return Value(0)
    found = mean_redrawn(values)
    return Value(len(values), sum(values) / len(values), found.low, found.high, len(values))
