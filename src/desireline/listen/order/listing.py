"""Pages of ideas, by key. The fair order reads stored ids; the other sorts read an index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from desireline.kit.paging.api import decode, encode
from desireline.kit.rows.api import fetch, marks, moment, time_value
from desireline.listen.order import drawn
from desireline.listen.order.filters import Where, narrow, needing_votes, of_board
from desireline.listen.order.rules import Sort
from desireline.listen.order.wanted import Wanted
from desireline.people.identity.api import Person

__all__ = ["Found", "find"]

SIZE = 20
FRESH = 20
SELECTIVE = 1000
CHUNKS = 25
Row = Sequence[Any]  # the id and what it is sorted by


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of a page of ideas, the cursor of the next one, and how many ideas the board has (None if not known).

    `first` is the number of the first one in the whole list, for impressions.
    """

    ids: list[int]
    next: str
    total: int | None = None
    first: int = 1


def find(board_id: int, wanted: Wanted, *, person: Person | None, bucket: int, size: int = SIZE) -> Found:
    """The ideas of a board that the reader may see, as wanted. `bucket` is the reader's, for the fair order."""
    where = narrow(of_board(board_id), wanted, person)
    if wanted.sort == Sort.FAIR:
        place = drawn.place(wanted.cursor, board_id=board_id, bucket=bucket)
        if place is not None and place.version.ideas:
            return _fair_filtered(place, where, size) if wanted.filtered else _fair(place, where, size)
    return _keyed(where, wanted, person, size)


_ORDERS = {
    Sort.NEWEST: ("i.created", "i.created DESC, i.id DESC", "(i.created, i.id) < (%s, %s)"),
    Sort.SUPPORTED: ("i.votes", "i.votes DESC, i.id DESC", "(i.votes, i.id) < (%s, %s)"),
    Sort.TRENDING: ("i.trend", "i.trend DESC, i.id DESC", "(i.trend, i.id) < (%s, %s)"),
    Sort.NEEDED: ("i.seen", "i.seen ASC, i.id DESC", "i.seen >= %s AND (i.seen > %s OR i.id < %s)"),
}


def _keyed(where: Where, wanted: Wanted, person: Person | None, size: int) -> Found:
    sort = Sort.NEWEST if wanted.sort == Sort.FAIR else wanted.sort
    column, order, after = _ORDERS[sort]
    if sort == Sort.NEEDED:
        needing_votes(where, person)
    start, position = _after(wanted.cursor, sort), 1
    if start is not None:
        value, last, position = start
        where.add(after, *([value, value, last] if sort == Sort.NEEDED else [value, last]))
    sql = f"SELECT i.id, {column} FROM listen_idea i WHERE {where.sql} ORDER BY {order} LIMIT %s"  # noqa: S608 - our own parts only
    rows = fetch(sql, [*where.params, size + 1])
    return Found([row[0] for row in rows[:size]], _next(rows, size, sort, position), first=position)


def _after(cursor: str, sort: Sort) -> tuple[Any, int, int] | None:
    """Where the last page ended: its sort value, its id, and the number of the next row."""
    key = decode(cursor, length=4)
    if key is None or key[0] != sort or not isinstance(key[2], int) or not isinstance(key[3], int):
        return None
    if sort == Sort.NEWEST:
        try:
            found = moment(key[1]) if isinstance(key[1], str) else None
        except ValueError:
            return None
        return (time_value(found), key[2], key[3]) if found else None
    return (key[1], key[2], key[3]) if isinstance(key[1], (int, float)) else None


def _next(rows: list[Row], size: int, sort: Sort, position: int) -> str:
    if len(rows) <= size:
        return ""
    last, value = rows[size - 1]
    if sort == Sort.NEWEST:
        at = moment(value)
        value = at.isoformat() if at else ""
    return encode([str(sort), value, last, position + size])


def _fair(place: drawn.Place, where: Where, size: int) -> Found:
    """The next ids of the stored order; those that left the board since are passed over. New ideas, which no drawing
    holds yet, stand on top of the first page, below what is pinned."""
    shown: list[int] = []
    position, first = place.position, place.position == 0
    while len(shown) < size and position < place.version.ideas:
        ids = drawn.ids_at(place, position, size - len(shown))
        if not ids:
            break
        position += len(ids)
        there, fresh = _standing(ids, where, fresh_since=place.version.at if first and not shown else None)
        ordered = [pk for pk in ids if pk in there]
        pinned = sum(1 for pk in ordered if there[pk]) if fresh else 0
        shown += [*ordered[:pinned], *[pk for pk in fresh if pk not in there], *ordered[pinned:]]
    more = position < place.version.ideas
    return Found(
        shown, place.cursor(position) if more else "", total=place.version.ideas, first=place.position + 1
    )


def _standing(ids: list[int], where: Where, *, fresh_since: Any) -> tuple[dict[int, bool], list[int]]:
    """Which of the ids meet the conditions, with whether they are pinned; and ids of ideas newer than the drawing."""
    by_id = (
        " NOT INDEXED" if connection.vendor == "sqlite" else ""
    )  # else SQLite may walk along the whole board
    sql = f"SELECT i.id, i.pinned, 0 FROM listen_idea i{by_id} WHERE i.id IN ({marks(ids)}) AND {where.sql}"  # noqa: S608
    params = [*ids, *where.params]
    if fresh_since is not None:
        sql += (
            f" UNION ALL SELECT * FROM (SELECT i.id, i.pinned, 1 FROM listen_idea i WHERE {where.sql}"  # noqa: S608
            f" AND i.created > %s ORDER BY i.created DESC, i.id DESC LIMIT {FRESH}) fresh"
        )
        params += [*where.params, time_value(fresh_since)]
    rows = fetch(sql, params)
    return {row[0]: bool(row[1]) for row in rows if not row[2]}, [row[0] for row in rows if row[2]]


def _fair_filtered(place: drawn.Place, where: Where, size: int) -> Found:
    """The fair order of what a filter leaves: few ids are looked up in the order, many are met by walking along it."""
    sql = f"SELECT i.id FROM listen_idea i WHERE {where.sql} LIMIT {SELECTIVE + 1}"  # noqa: S608 - our own parts only
    matching = {row[0] for row in fetch(sql, where.params)}
    order = drawn.whole(place)
    if len(matching) <= SELECTIVE:
        fresh = sorted(matching.difference(order), reverse=True) if place.position == 0 else []
        spots = [n for n in range(place.position, len(order)) if order[n] in matching]
        shown, more = spots[:size], len(spots) > size
        ids = [*fresh, *(order[n] for n in shown)]
        return Found(ids, place.cursor(shown[-1] + 1) if more else "", first=place.position + 1)
    return _walk(place, order, where, size)


def _walk(place: drawn.Place, order: Sequence[int], where: Where, size: int) -> Found:
    shown: list[int] = []
    position = place.position
    for _chunk in range(CHUNKS):
        ids = list(order[position : position + 200])
        if not ids or len(shown) >= size:
            break
        there, _fresh = _standing(ids, where, fresh_since=None)
        for step, pk in enumerate(ids, 1):
            if pk in there:
                shown.append(pk)
            if len(shown) == size or step == len(ids):
                position += step
                break
    more = position < len(order)
    return Found(shown, place.cursor(position) if more else "", first=place.position + 1)
