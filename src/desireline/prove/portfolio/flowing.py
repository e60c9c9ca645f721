"""How long projects take and wait in each stage, how many arrive, and which have been there for too long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desireline.codevelop.stages.api import Stage
from desireline.maths.portfolio_flow import Flow, Spread, ageing, flow, spread
from desireline.prove.portfolio.history import History, Stay
from desireline.prove.portfolio.rows import Row

DAY, MONTHS, WINDOW = 86_400, 12, 365


@dataclass(frozen=True, slots=True)
class Times:
    """Days of the visits to a stage that have ended: in all, and of these waiting (on hold, or ready for its gate)."""

    stage: Stage
    cycle: Spread | None
    waiting: Spread | None


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    released: int
    stopped: int


@dataclass(frozen=True, slots=True)
class Aged:
    """A live project and its days in the stage; `used` is 1.0 at the stage's limit."""

    row: Row
    days: int
    used: float


def times(past: History, now: datetime) -> list[Times]:
    by_stage: dict[int, list[Stay]] = {}
    for stays in past.stays.values():
        for stay in stays:
            if stay.left is not None:
                by_stage.setdefault(stay.stage, []).append(stay)
    return [
        Times(
            stage,
            spread([_days(stay.entered, stay.left or now) for stay in by_stage.get(stage.pk, ())]),
            spread(
                [waited(stay, past.holds.get(stay.project, ()), now) for stay in by_stage.get(stage.pk, ())]
            ),
        )
        for stage in past.stages
    ]


def waited(stay: Stay, holds: Iterable[tuple[datetime, datetime | None]], now: datetime) -> float:
    """Days of a stay on hold, or with everything on the table and no decision; what is both counts once."""
    end = stay.left or now
    spans = [(max(since, stay.entered), min(to or now, end)) for since, to in holds]
    if stay.ready is not None:
        spans.append((max(stay.ready, stay.entered), end))
    total, upto = 0.0, stay.entered
    for since, to in sorted(spans):
        if to > max(since, upto):
            total += _days(max(since, upto), to)
            upto = to
    return total


def months(rows: Iterable[Row], today: date) -> list[Month]:
    """Projects that ended, month by month, the last twelve."""
    firsts = [_first(today, back) for back in range(MONTHS - 1, -1, -1)]
    counts = {first: {"released": 0, "stopped": 0} for first in firsts}
    for row in rows:
        first = row.moved.date().replace(day=1)
        if not row.live and first in counts:
            counts[first][row.state] += 1
    return [Month(first, counts[first]["released"], counts[first]["stopped"]) for first in firsts]


def law(rows: Iterable[Row], now: datetime) -> Flow | None:
    """Little's law over the last year, in days."""
    start = now - timedelta(days=WINDOW)
    spans = [(_days(start, row.created), None if row.live else _days(start, row.moved)) for row in rows]
    return flow(spans, 0.0, float(WINDOW))


def aged(rows: Sequence[Row], now: datetime) -> list[Aged]:
    """Live projects, the one furthest beyond its time first."""
    found = []
    for row in rows:
        if row.live and row.since is not None:
            days = max(0.0, _days(row.since, now))
            found.append(Aged(row, int(days), ageing(days, row.limit or 0)))
    return sorted(found, key=lambda one: (-one.used, one.row.pk))


def _days(since: datetime, to: datetime) -> float:
    return (to - since).total_seconds() / DAY


def _first(today: date, back: int) -> date:
    month = today.year * 12 + today.month - 1 - back
    return date(month // 12, month % 12 + 1, 1)
