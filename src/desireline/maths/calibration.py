"""Where to cut a closeness, learnt from what people said of what they were shown.

A threshold moves only where the judgements say so. Both ways the Wilson score interval of the share of right ones
(Wilson 1927; see `intervals`) is the witness:

- up, where even its upper end lies below the wanted share: what is shown is refuted; the threshold becomes the lowest
  one from which on it is not;
- down, where its lower end reaches the wanted share: what lies just below is right as well.

How far it moves is shrunk towards the default by the weight of the evidence, n / (n + prior), as an average with
`prior` imagined judgements for the default (additive smoothing).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from desireline.maths.intervals import wilson

STEP = 0.01
SURE = 1.2816  # two-sided normal quantile of 80 %: each end alone is right nine times out of ten
Judged = tuple[float, bool]  # closeness 0..1, and whether it was right


@dataclass(frozen=True, slots=True)
class Rule:
    """Where a threshold begins and which share of what lies above it should be right; the bounds are never passed.

    Fewer than `fewest` judgements say nothing. `prior`: so many imagined ones speak for the default.
    """

    default: float
    wanted: float
    low: float
    high: float
    fewest: int = 20
    prior: float = 40.0

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.default <= self.high <= 1 or not 0 < self.wanted < 1:
            raise ValueError(
                f"a rule needs 0 <= low <= default <= high <= 1 and a share between 0 and 1: {self}"
            )


def threshold(judged: Sequence[Judged], rule: Rule, *, z: float = SURE) -> float:
    """The threshold, 0..1 in steps of .01, by these judgements (in any order), within the rule's bounds."""
    if len(judged) < rule.fewest:
        return rule.default
    ranked = sorted(judged)
    moved = _up(ranked, rule, z)
    if moved == rule.default:
        moved = _down(ranked, rule, z)
    weight = sum(1 for closeness, _right in ranked if _between(closeness, rule.default, moved))
    shrunk = rule.default + (moved - rule.default) * weight / (weight + rule.prior)
    return round(min(max(shrunk, rule.low), rule.high), 2)


def _up(ranked: Sequence[Judged], rule: Rule, z: float) -> float:
    for at in _steps(rule.default, rule.high):
        right, n = _count(ranked, at, 2.0)
        if wilson(right, n, z).high >= rule.wanted:
            return at
    return rule.high


def _down(ranked: Sequence[Judged], rule: Rule, z: float) -> float:
    best = rule.default
    for at in reversed(_steps(rule.low, rule.default)[:-1]):
        right, n = _count(ranked, at, rule.default)
        judged_here = _count(ranked, at, round(at + STEP, 2))[1]
        if judged_here and wilson(right, n, z).low >= rule.wanted:
            best = at
    return best


def _count(ranked: Sequence[Judged], low: float, high: float) -> tuple[int, int]:
    """How many with a closeness of at least `low` and below `high` are right, and how many there are."""
    inside = [right for closeness, right in ranked if low <= closeness < high]
    return sum(inside), len(inside)


def _between(closeness: float, a: float, b: float) -> bool:
    return min(a, b) <= closeness < max(a, b)


def _steps(low: float, high: float) -> list[float]:
    """Both ends and every step between them, rising."""
    first, last = round(low / STEP), round(high / STEP)
    return [round(n * STEP, 2) for n in range(first, last + 1)]
