"""What scores of several raters say together. Numbers in, numbers out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from desireline.maths.intervals import Interval
from desireline.maths.means import mean, mean_interval

SCALE = Interval(0.0, 10.0)
YES, NO = 10, 0
FEW = 5
UNDO_WITHIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """What one rater says to one criterion, 0 to 10."""

    criterion: int
    rater: int
    value: int


@dataclass(frozen=True, slots=True)
class Line:
    """Several raters on one thing: how many, the mean, the lowest and highest, and the 95 % t interval of the mean."""

    n: int
    mean: float
    low: float
    high: float
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Votes:
    """A must: how many say that it is met, how many that it is not."""

    yes: int
    no: int

    @property
    def n(self) -> int:
        return self.yes + self.no

    @property
    def unmet(self) -> bool:
        """Whether most say that it is not met. As many on either side: not most."""
        return self.no > self.yes


def line(values: Sequence[float]) -> Line | None:
    """None where nobody rated."""
    if not values:
        return None
    return Line(len(values), mean(values), min(values), max(values), mean_interval(values, within=SCALE))


def lines(marks: Iterable[Mark]) -> dict[int, Line]:
    """By criterion."""
    found: dict[int, list[int]] = defaultdict(list)
    for mark in marks:
        found[mark.criterion].append(mark.value)
    return {criterion: drawn for criterion, values in found.items() if (drawn := line(values))}


def votes(marks: Iterable[Mark]) -> dict[int, Votes]:
    """By criterion, of musts."""
    found: dict[int, list[int]] = defaultdict(list)
    for mark in marks:
        found[mark.criterion].append(mark.value)
    return {
        key: Votes(sum(v >= 5 for v in values), sum(v < 5 for v in values)) for key, values in found.items()
    }


def overall(marks: Iterable[Mark], weights: Mapping[int, int]) -> Line | None:
    """The score of the whole: each rater's mean by weight over what they rated, then the mean of the raters.

    Raters are the sample, so the interval is that of their means: criteria of one rater hang together.
    """
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for mark in marks:
        if mark.criterion in weights:
            found[mark.rater].append((weights[mark.criterion], mark.value))
    return line([sum(w * v for w, v in given) / sum(w for w, _ in given) for given in found.values()])
