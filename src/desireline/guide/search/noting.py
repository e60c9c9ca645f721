"""What was asked and opened: gathered in memory, written in batches, so that no search waits for it.

What was asked in the last two seconds before a crash is not known afterwards. That costs a little of a statistic.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import orjson

from desireline.guide.search.askers import Asker
from desireline.kit.rows.api import fetch, marks, now_value, run
from desireline.kit.writes.later import Later

MOST_WAITING = 5000
CHUNK = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: `query` is a random number in hex that its events carry."""

    query: str
    asker: Asker
    text: str
    filters: dict[str, str] = field(default_factory=dict)
    hits: tuple[str, ...] = ()
    found: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    query: str
    asker: Asker
    action: str
    object: str
    position: int


def _store(part: list[Asked | Event]) -> int:
    asked = [one for one in part if isinstance(one, Asked)]
    if asked:
        _store_asked(asked)
    events = [one for one in part if isinstance(one, Event)]
    if events:
        _store_events(events)
    return len(part)


_later: Later[Asked | Event] = Later("search.asked", _store, most=MOST_WAITING, chunk=CHUNK)
note, flush, forget = _later.add, _later.flush, _later.clear


def _store_asked(asked: list[Asked]) -> None:
    known = {one.asker.person for one in asked if one.asker.person}
    sql = f"SELECT id FROM people_person WHERE erased IS NULL AND id IN ({marks(list(known))})"  # noqa: S608 - marks only
    there = {row[0] for row in fetch(sql, list(known))} if known else set()
    now = now_value()
    values = [
        value
        for one in asked
        for value in (
            one.query, one.asker.client, one.asker.span, one.asker.person if one.asker.person in there else None,
            one.asker.team, one.text, counted_as(one.text), orjson.dumps(one.filters).decode(),
            orjson.dumps(one.hits).decode(), one.found, 0, now,
        )
    ]  # fmt: skip
    rows = ", ".join(["(" + ", ".join(["%s"] * 12) + ")"] * len(asked))
    run(
        "INSERT INTO guide_searchasked (query, client, span, person_id, team, text, words, filters, hits, found,"  # noqa: S608
        f" clicks, at) VALUES {rows} ON CONFLICT (query) DO NOTHING",
        values,
    )


def _store_events(events: list[Event]) -> None:
    """Events of searches by the same one, on what was shown to them; a second click on the same is none."""
    sql = f"SELECT query, id, client, hits FROM guide_searchasked WHERE query IN ({marks(events)})"  # noqa: S608
    known = {row[0]: row[1:] for row in fetch(sql, [one.query for one in events])}
    for one in events:
        row = known.get(one.query)
        if row is None or row[1] != one.asker.client or one.object not in _list(row[2]):
            continue
        new = run(
            "INSERT INTO guide_searchevent (asked_id, action, object, position, at) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT (asked_id, action, object) DO NOTHING",
            [row[0], one.action, one.object, one.position, now_value()],
        )
        if new:
            run("UPDATE guide_searchasked SET clicks = clicks + 1 WHERE id = %s", [row[0]])


def _list(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else list(orjson.loads(value))


def counted_as(text: str) -> str:
    """One line for what differs only in case, space and a mark at the end."""
    return " ".join(text.casefold().split()).strip(" .,;:?!")[:200]
