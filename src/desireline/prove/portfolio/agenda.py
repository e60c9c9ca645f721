"""What a review should look at, found from what is due. Pure reading: the verbs are in `reviewing.py`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from desireline.prove.portfolio.balance import balance
from desireline.prove.portfolio.models import ReviewItem
from desireline.prove.portfolio.rows import Row
from desireline.prove.portfolio.targets import Aim

SOON, LONG = 14, 45
Kind = ReviewItem.Kind


@dataclass(frozen=True, slots=True)
class Due:
    """One point. `project` is None for a target; `facts` are the figures of today."""

    kind: str
    project: int | None
    facts: dict[str, Any]


def agenda(
    rows: Iterable[Row], aims: Mapping[str, Aim], *, on: date, now: datetime, since: datetime | None
) -> list[Due]:
    """Gates due, what is over its time, on hold for long, new since the last review, and targets missed.

    A project stands there once, for the first of these reasons.
    """
    known = [row for row in rows if row.live]
    found: dict[int, Due] = {}
    for row in sorted(known, key=lambda row: (row.due or date.max, row.pk)):
        due = _due(row, on=on, now=now, since=since)
        if due is not None:
            found[row.pk] = due
    order = list(Kind)
    items = sorted(found.values(), key=lambda due: order.index(Kind(due.kind)))
    return [*items, *_targets(known, aims)]


def _due(row: Row, *, on: date, now: datetime, since: datetime | None) -> Due | None:
    days = (now - row.since).days if row.since else 0
    held = (now - row.moved).days
    if row.state == "held":
        return Due(Kind.HELD, row.pk, {"days": held}) if held >= LONG else None
    if row.limit is not None and days > row.limit:
        return Due(Kind.OVERDUE, row.pk, {"days": days, "limit": row.limit})
    if row.due is not None and row.due <= on + timedelta(days=SOON):
        return Due(Kind.GATE, row.pk, {"due": row.due.isoformat()})
    if since is not None and row.created > since:
        return Due(Kind.NEW, row.pk, {})
    return None


def _targets(rows: list[Row], aims: Mapping[str, Aim]) -> list[Due]:
    return [
        Due(
            Kind.TARGET,
            None,
            {
                "axis": axis,
                "key": one.key,
                "share": round(one.share * 100),
                "target": round(one.target * 100),
            },
        )
        for axis, aim in aims.items()
        for one in balance(rows, aim, "days_planned").missed
    ]
