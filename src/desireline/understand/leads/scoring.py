"""The three axes of everybody who may be a candidate, with what stands behind each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.utils import timezone

from desireline.maths import leads as maths
from desireline.maths.leads import Firsts, Floats, Ints
from desireline.people.identity.api import Person
from desireline.understand.leads import history, sources
from desireline.understand.leads.history import Engagements, Ratings
from desireline.understand.leads.who import may_be

SHOWN = 40  # themes of a person that are kept as evidence, those of most value
AXES = ("ahead", "benefit", "resources")


@dataclass(frozen=True, slots=True)
class Scores:
    """One row for each candidate: `axes` ahead, benefit, resources; `layer` 1 is the front."""

    people: Ints
    axes: Floats
    layer: Ints
    themes: Ints
    outcomes: Ints
    _firsts: Firsts
    _ratings: Ratings
    _counts: tuple[dict[int, dict[str, float]], ...]

    def order(self) -> Ints:
        """Places in `people`: the front first, within a layer by the mean of the axes."""
        return np.lexsort((self.people, -self.axes.mean(axis=1), self.layer))

    def evidence(self, start: int, end: int) -> list[dict[str, Any]]:
        """What stands behind the scores of the people at these places, for JSON: theme, when, place of how many,
        growth, value; outcome, importance, satisfaction; numbers of the sources by their names.
        """
        people = self.people[start:end]
        bring, built, use = self._counts
        return [
            {
                "themes": themes,
                "outcomes": outcomes,
                "resources": bring.get(who, {}),
                "solutions": built.get(who, {}),
                "usage": use.get(who, {}),
            }
            for who, themes, outcomes in zip(
                people.tolist(), self._of_themes(people), self._of_outcomes(people), strict=True
            )
        ]

    def _of_themes(self, people: Ints) -> Iterator[list[list[float]]]:
        """Those of most value, as many as are kept."""
        if not len(people):
            return
        first = self._firsts
        low, high = np.searchsorted(first.people, people), np.searchsorted(first.people, people, "right")
        base, end = int(low[0]), int(high[-1])
        order = base + np.lexsort((-first.value[base:end], first.people[base:end]))
        columns = (first.themes, first.at, first.place, first.of, first.growth, first.value)
        rows = list(zip(*(column[order].tolist() for column in columns), strict=True))
        for start, stop in zip((low - base).tolist(), (high - base).tolist(), strict=True):
            yield [
                [theme, int(at), place, of, round(growth, 3), round(value, 3)]
                for theme, at, place, of, growth, value in rows[start : min(stop, start + SHOWN)]
            ]

    def _of_outcomes(self, people: Ints) -> Iterator[list[list[int]]]:
        rated = self._ratings
        table = np.column_stack([rated.outcomes, rated.importance, rated.satisfaction])
        low, high = np.searchsorted(rated.people, people), np.searchsorted(rated.people, people, "right")
        for start, stop in zip(low.tolist(), high.tolist(), strict=True):
            yield table[start:stop].tolist()


def scores(given: Engagements | None = None, *, until: datetime | None = None) -> Scores:
    """Everybody's scores now, or from what was known at an earlier time (themes are always today's)."""
    now = until or timezone.now()
    did = (given or history.engagements()).before(now.timestamp())
    somewhere = did.themes != history.NOWHERE
    first = maths.firsts(did.people[somewhere], did.themes[somewhere], did.at[somewhere], now=now.timestamp())
    rated = history.ratings(until)
    counts = tuple(
        sources.total(registry, until) for registry in (sources.RESOURCES, sources.SOLUTIONS, sources.USAGE)
    )
    people = _candidates(first.people, rated.people, counts[0], counts[1])
    early, ahead, themes = maths.ahead(first.people, first.value)
    gaps, outcomes = _gaps(people, rated)
    bring, built = (_aligned(people, one, np.sum, 0.0) for one in counts[:2])
    use = np.clip(_aligned(people, counts[2], np.mean, 1.0), 0, 1)
    axes = np.column_stack(
        [
            _placed(people, early, ahead, maths.NEUTRAL),
            maths.benefit(gaps, use, built),
            maths.resources(bring),
        ]
    )
    seen = _placed(people, early, themes.astype(np.float64), 0).astype(np.int64)
    layer = maths.layers(np.round(axes, 4))
    return Scores(people, axes, layer, seen, outcomes, first, rated, counts)


def _candidates(*known: Any) -> Ints:
    """Ids, sorted, of those of whom anything is known and who may be candidates."""
    ids = np.unique(np.concatenate([np.fromiter(one, np.int64) for one in known]))
    may = Person.objects.filter(may_be())
    return np.intersect1d(ids, np.fromiter(may.values_list("pk", flat=True), np.int64))


def _placed(people: Ints, ids: Ints, values: Floats, default: float) -> Floats:
    """The values of `ids` (sorted) in the order of `people`."""
    found = np.full(len(people), default, np.float64)
    _both, here, there = np.intersect1d(people, ids, assume_unique=True, return_indices=True)
    found[here] = values[there]
    return found


def _aligned(people: Ints, counts: dict[int, dict[str, float]], how: Any, default: float) -> Floats:
    return np.array(
        [float(how(list(counts[who].values()))) if who in counts else default for who in people.tolist()],
        np.float64,
    )


def _gaps(people: Ints, rated: Ratings) -> tuple[Floats, Ints]:
    """The mean of (I - S)+ of each person, 0..4, and over how many outcomes."""
    names, group = np.unique(rated.people, return_inverse=True)
    gap = np.maximum(rated.importance - rated.satisfaction, 0).astype(np.float64)
    n = np.bincount(group, minlength=len(names))
    mean = np.bincount(group, weights=gap, minlength=len(names)) / np.maximum(n, 1)
    return _placed(people, names, mean, 0.0), _placed(people, names, n.astype(np.float64), 0).astype(np.int64)
