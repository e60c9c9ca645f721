"""Intervals of a share: how far can "12 of 40" be trusted?"""

from dataclasses import dataclass
from math import ceil, floor
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
Number = TypeVar("Number", float, FloatArray)
_DUST = 1e-9  # what floats add or lose: 0.29 * 100 is 28.999999999999996


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float

    def overlaps(self, other: "Interval") -> bool:
        """True if the two share at least one point."""
        return self.low <= other.high and other.low <= self.high

    def outward(self, places: int = 0) -> "Interval":
        """The same, rounded to so many places for print: the low end down, the high end up, so that nothing is lost."""
        step: float = 10.0**places
        return Interval(floor(self.low * step + _DUST) / step, ceil(self.high * step - _DUST) / step)

    @property
    def percent(self) -> tuple[int, int]:
        """A share's interval in whole percent, rounded outward: 0.181 to 0.454 is 18 to 46."""
        found = Interval(self.low * 100, self.high * 100).outward()
        return int(found.low), int(found.high)


def wilson(successes: float, n: float, z: float = 1.96) -> Interval:
    """The Wilson score interval of a share, within 0..1 (Wilson 1927).

    `z` is the two-sided normal quantile: 1.96 for 95 %. Nobody asked (0 of 0) means nothing known: 0..1.
    Raises ValueError unless 0 <= successes <= n.
    """
    if not 0 <= successes <= n:
        raise ValueError(f"successes must lie between 0 and n, got {successes} of {n}")
    if n == 0:
        return Interval(0.0, 1.0)
    centre, margin = _centre_and_margin(successes / n, float(n), z)
    return Interval(max(0.0, centre - margin), min(1.0, centre + margin))


def wilson_lower(successes: ArrayLike, n: ArrayLike, z: float = 1.96) -> FloatArray:
    """The lower Wilson bound of many shares at once; 0 where nobody was asked.

    For reports only. As a display order it starves what nobody has seen yet: see `ranking`.
    """
    s, trials = np.asarray(successes, np.float64), np.asarray(n, np.float64)
    asked = np.where(trials > 0, trials, 1.0)
    centre, margin = _centre_and_margin(s / asked, asked, z)
    return np.where(trials > 0, np.maximum(centre - margin, 0.0), 0.0)


def _centre_and_margin(p: Number, n: Number, z: float) -> tuple[Number, Number]:
    z2 = z * z
    scale = 1 + z2 / n
    return (p + z2 / (2 * n)) / scale, z * ((p * (1 - p) + z2 / (4 * n)) / n) ** 0.5 / scale
