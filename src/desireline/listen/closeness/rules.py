"""Which judgements count for which threshold, and what is wanted of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desireline.maths.calibration import Rule, threshold

ACCEPTED, POSTED, MERGED, UNMERGED, DIFFERENT = range(1, 6)
RIGHT = {ACCEPTED, MERGED}
FOR_SUGGESTING = {ACCEPTED, POSTED, MERGED, UNMERGED, DIFFERENT}
FOR_CHOOSING = {ACCEPTED, MERGED, UNMERGED, DIFFERENT}  # who posts anyway may not have looked
ONE_LINE_IN_TWENTY = 0.05  # a list has five lines: one list in four leads to a yes
THREE_OF_FOUR = 0.75


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Closeness from which an idea is suggested, and from which it is chosen beforehand for a merge."""

    suggest: float
    preselect: float


def learnt(judged: Iterable[tuple[int, float]], default: Thresholds) -> Thresholds:
    """By judgements as (kind, closeness)."""
    rows = list(judged)
    suggest = Rule(default.suggest, ONE_LINE_IN_TWENTY, low=default.suggest, high=0.8)
    choose = Rule(default.preselect, THREE_OF_FOUR, low=0.7, high=0.95)
    return Thresholds(
        threshold([(near, kind in RIGHT) for kind, near in rows if kind in FOR_SUGGESTING], suggest),
        threshold([(near, kind in RIGHT) for kind, near in rows if kind in FOR_CHOOSING], choose),
    )
