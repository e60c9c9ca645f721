"""How long it takes until somebody answers: what may be counted, and the middle of what was not answered yet. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desireline.maths.survival import median_time

DAY = 86_400.0
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Answers:
    """Ideas of customers, the oldest first: whose (0: nobody known), when they came, and when somebody of our own first
    answered (NaN: not yet). Moments are seconds since 1970 (UTC). A hundred thousand are asked at once."""

    ideas: Ints
    authors: Ints
    came: Floats
    answered: Floats

    def __len__(self) -> int:
        return len(self.ideas)

    def those(self, chosen: Flags | Ints | slice) -> Answers:
        """Some of them."""
        return Answers(self.ideas[chosen], self.authors[chosen], self.came[chosen], self.answered[chosen])

    @property
    def waiting(self) -> Flags:
        """Which are not answered yet."""
        return np.isnan(self.answered)

    def days(self, now: float) -> Floats:
        """Days until the answer; without one, days until now."""
        return (np.where(self.waiting, now, self.answered) - self.came) / DAY

    def due(self, promise: int, now: float) -> Flags:
        """Whose time of so many days is up. Younger ones are in no share, answered or not: to count only those of them
        that were answered already would flatter."""
        return self.came + promise * DAY <= now

    def kept(self, promise: int) -> Flags:
        """Which were answered within so many days."""
        return self.answered <= self.came + promise * DAY

    def median(self, now: float) -> float | None:
        """Days after which half were answered, as Kaplan and Meier (1958) estimate it. None while it cannot be told."""
        return median_time(self.days(now), ~self.waiting).estimate
