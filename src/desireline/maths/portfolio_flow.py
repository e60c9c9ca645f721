"""How work flows through stages: how long it takes, how much is in progress, and how much of it arrives.

Times are plain numbers in one unit of the caller's choice (we use days).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median, quantiles

__all__ = ["CURVES", "Curve", "Flow", "Spread", "ageing", "flow", "in_progress", "little", "spread"]


@dataclass(frozen=True, slots=True)
class Spread:
    """Quartiles of `n` values (linear between the values, as R's type 7 and numpy's default)."""

    n: int
    low: float
    middle: float
    high: float


def spread(values: Sequence[float]) -> Spread | None:
    """Median and quartiles; None without values. A single value is all three."""
    if not values:
        return None
    if len(values) == 1:
        return Spread(1, values[0], values[0], values[0])
    low, _middle, high = quantiles(values, n=4, method="inclusive")
    return Spread(len(values), low, median(values), high)


def little(throughput: float, cycle: float) -> float:
    """How much is in progress: throughput (things per unit of time) x cycle time (same unit). Little, 1961."""
    return throughput * cycle


def in_progress(spans: Sequence[tuple[float, float]], start: float, end: float) -> float:
    """How many things were in progress on average from `start` to `end`; a span is when each began and ended."""
    if end <= start:
        raise ValueError("the window ends after it starts")
    return sum(max(0.0, min(to, end) - max(since, start)) for since, to in spans) / (end - start)


@dataclass(frozen=True, slots=True)
class Flow:
    """A window seen through Little's law. `expected` is throughput x cycle; `seen` is what was really in progress."""

    ended: int
    throughput: float
    cycle: float
    expected: float
    seen: float

    @property
    def ratio(self) -> float:
        """Seen by expected. Near 1 the flow is steady; well above it, more is begun than ever ends."""
        return self.seen / self.expected if self.expected else float("inf")


def flow(spans: Sequence[tuple[float, float | None]], start: float, end: float) -> Flow | None:
    """Little's law over a window. An open span has no end. None where nothing ended in the window."""
    done = [to - since for since, to in spans if to is not None and start < to <= end]
    if not done:
        return None
    rate, cycle = len(done) / (end - start), fmean(done)
    seen = in_progress([(since, end if to is None else to) for since, to in spans], start, end)
    return Flow(len(done), rate, cycle, little(rate, cycle), seen)


def ageing(days: float, limit: float) -> float:
    """How much of its time something has used: 1.0 is its limit. A limit of 0 counts as one day."""
    return days / max(limit, 1.0)


@dataclass(frozen=True, slots=True)
class Curve:
    """A published attrition curve: what is left of the first number after each step."""

    source: str
    left: tuple[float, ...]

    @property
    def share(self) -> float:
        """How much of what began was a success in the end, 0..1."""
        return self.left[-1] / self.left[0]


CURVES = (
    Curve("Cooper, Winning at New Products: concept, development, launch, success", (7, 4, 1.5, 1)),
    Curve("Booz, Allen & Hamilton, 1980s: concept, development, launch, success", (11, 3, 1.3, 1)),
    Curve("My Starbucks Idea: ideas posted, put into practice", (500, 1)),
)
