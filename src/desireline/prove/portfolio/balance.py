"""Where effort goes, against where it should go; and what the money set aside pays for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desireline.prove.portfolio.models import Target
from desireline.prove.portfolio.ranking import Ranking, ranking
from desireline.prove.portfolio.rows import Row
from desireline.prove.portfolio.targets import Aim

OFF = 0.10  # a share this far from its target is worth a word at a review


@dataclass(frozen=True, slots=True)
class Slice:
    """One discipline or horizon: its part of the effort (0..1), what is aimed at, projects that have some of it."""

    key: str
    share: float
    target: float
    amount: float
    projects: int

    @property
    def off(self) -> float:
        return self.share - self.target


@dataclass(frozen=True, slots=True)
class Balance:
    """The effort of live projects along one axis. `silent` are projects that say nothing about it or no effort."""

    axis: str
    slices: list[Slice]
    whole: float
    silent: list[Row]

    @property
    def missed(self) -> list[Slice]:
        return [one for one in self.slices if self.whole and abs(one.off) >= OFF]


@dataclass(frozen=True, slots=True)
class Bucket:
    """Money set aside for one discipline or horizon, spent down its own ranking."""

    key: str
    money: float | None
    ranking: Ranking


def parts(row: Row, axis: str) -> dict[str, float]:
    """How the project is shared out along the axis: 0..1 by key, together 1; empty where nobody said."""
    if axis == Target.Axis.HORIZON:
        return {str(row.horizon): 1.0} if row.horizon else {}
    return row.disciplines


def balance(rows: Iterable[Row], aim: Aim, measure: str) -> Balance:
    """Effort of the live projects by key; `measure` is a column of effort."""
    amounts, projects, silent = dict.fromkeys(aim.shares, 0.0), dict.fromkeys(aim.shares, 0), []
    for row in rows:
        if not row.live:
            continue
        effort, found = float(getattr(row, measure) or 0), parts(row, aim.axis)
        if not effort or not found:
            silent.append(row)
            continue
        for key, share in found.items():
            amounts[key] += effort * share
            projects[key] += 1
    whole = sum(amounts.values())
    slices = [
        Slice(key, amounts[key] / whole if whole else 0.0, target / 100, amounts[key], projects[key])
        for key, target in aim.shares.items()
    ]
    return Balance(aim.axis, slices, whole, silent)


def buckets(rows: Sequence[Row], aim: Aim) -> list[Bucket]:
    """Live projects by their horizon or main discipline, each ranked within what is set aside there."""
    inside: dict[str, list[Row]] = {key: [] for key in aim.shares}
    for row in rows:
        key = str(row.horizon or "") if aim.axis == Target.Axis.HORIZON else row.main
        if row.live and key in inside:
            inside[key].append(row)
    return [
        Bucket(key, aim.money.get(key), ranking(found, budget=aim.money.get(key, 0.0)))
        for key, found in inside.items()
    ]
