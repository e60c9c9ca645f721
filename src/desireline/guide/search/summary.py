"""What the team learns from searches: what is looked for most, what found nothing, and what was opened.

Words that fewer than three different people searched for are not shown, unless the team searched for them itself. The
people of one thirty days are counted, as nobody can be followed for longer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from desireline.guide.search.models import SearchAsked, SearchEvent
from desireline.kit.rows.api import fetch, time_value

PERIODS = (7, 30, 90)
FEWEST = 3
MOST = 50


@dataclass(frozen=True, slots=True)
class Line:
    """Searches with the same words: how many, how many found nothing, how many led on; by at least so many people."""

    text: str
    words: str
    n: int
    nothing: int
    opened: int
    people: int = 0

    @property
    def share(self) -> float:
        return self.opened / self.n if self.n else 0.0


@dataclass(frozen=True, slots=True)
class Summary:
    """`days` holds a date and the number of searches for each day, `before` the number of the period before."""

    n: int
    nothing: int
    opened: int
    before: int
    days: Sequence[tuple[date, int]]
    top: Sequence[Line]
    empty: Sequence[Line]


def summary(days: int) -> Summary:
    """The last so many days: four queries."""
    now = timezone.now()
    start = now - timedelta(days=days)
    lines = _lines(start, "SUM(n)")
    empty = [line for line in _lines(start, "SUM(missed)") if line.nothing]
    by_day = _days(start, days)
    total, nothing, opened = _whole(start, now)
    return Summary(
        total, nothing, opened, _whole(start - timedelta(days=days), start)[0], by_day,
        sorted(lines, key=lambda line: (-line.n, line.words))[:MOST],
        sorted(empty, key=lambda line: (-line.nothing, line.words))[:MOST],
    )  # fmt: skip


_SHOWN = (
    "SELECT words, team, MIN(text), SUM(n), SUM(missed), SUM(opened), MAX(askers) FROM (SELECT words, team, span,"
    " MIN(text) AS text, COUNT(*) AS n, COUNT(DISTINCT client) AS askers,"
    " SUM(CASE WHEN found = 0 THEN 1 ELSE 0 END) AS missed, SUM(CASE WHEN clicks > 0 THEN 1 ELSE 0 END) AS opened"
    " FROM guide_searchasked WHERE at >= %s GROUP BY words, team, span) AS spans"
    " GROUP BY words, team HAVING team OR MAX(askers) >= %s"
)


def _lines(start: datetime, order: str) -> list[Line]:
    """By words; what the team asked and what others asked are judged apart, and added where both may be shown."""
    rows = fetch(f"{_SHOWN} ORDER BY {order} DESC, words LIMIT %s", [time_value(start), FEWEST, MOST * 2])
    found: dict[str, Line] = {}
    for words, _team, text, n, nothing, opened, people in rows:
        known = found.get(words, Line(text, words, 0, 0, 0))
        found[words] = replace(
            known,
            n=known.n + int(n),
            nothing=known.nothing + int(nothing),
            opened=known.opened + int(opened),
            people=known.people + int(people),
        )
    return list(found.values())


def _whole(start: datetime, end: datetime) -> tuple[int, int, int]:
    rows = fetch(
        "SELECT COUNT(*), SUM(CASE WHEN found = 0 THEN 1 ELSE 0 END), SUM(CASE WHEN clicks > 0 THEN 1 ELSE 0 END)"
        " FROM guide_searchasked WHERE at >= %s AND at < %s",
        [time_value(start), time_value(end)],
    )
    n, nothing, opened = rows[0]
    return int(n), int(nothing or 0), int(opened or 0)


def _days(start: datetime, days: int) -> list[tuple[date, int]]:
    from django.db.models import Count
    from django.db.models.functions import TruncDate

    rows = SearchAsked.objects.filter(at__gte=start).annotate(day=TruncDate("at")).values("day")
    counted = dict(rows.annotate(n=Count("id")).values_list("day", "n"))
    today = timezone.localdate()
    every = [today - timedelta(days=back) for back in range(days - 1, -1, -1)]
    return [(day, counted.get(day, 0)) for day in every]


def exported(days: int) -> Iterator[Mapping[str, Any]]:
    """Searches and events of the last days in the shape of User Behavior Insights 1.3, oldest first; as shown."""
    start = timezone.now() - timedelta(days=days)
    others = {row[0] for row in fetch(_SHOWN, [time_value(start), FEWEST]) if not row[1]}
    for row in SearchAsked.objects.filter(at__gte=start).order_by("id").iterator(500):
        if row.team or row.words in others:
            yield _query(row)
    events = SearchEvent.objects.filter(asked__at__gte=start).select_related("asked").order_by("id")
    for event in events.iterator(500):
        if event.asked.team or event.asked.words in others:
            yield _event(event)


def _query(row: SearchAsked) -> dict[str, Any]:
    return {
        "application": "desireline",
        "query_id": row.query,
        "client_id": row.client,
        "user_query": row.text,
        "query_attributes": {**row.filters, "found": row.found, "team": row.team},
        "query_response_id": row.query,
        "query_response_hit_ids": row.hits,
        "object_id_field": "key",
        "timestamp": row.at.isoformat(),
    }


def _event(event: SearchEvent) -> dict[str, Any]:
    return {
        "application": "desireline",
        "action_name": event.action,
        "query_id": event.asked.query,
        "client_id": event.asked.client,
        "user_query": event.asked.text,
        "message_type": "CLICK_THROUGH",
        "message": event.object,
        "timestamp": event.at.isoformat(),
        "event_attributes": {
            "object": {"object_id": event.object, "object_id_field": "key"},
            "position": {"ordinal": event.position},
        },
    }
