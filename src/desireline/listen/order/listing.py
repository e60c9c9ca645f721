"""Pages of ideas, by key. The fair order reads stored ids; the other sorts read an index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desireline.kit.paging.api import decode, encode
from desireline.kit.rows.api import fetch, marks, moment, time_value
from desireline.listen.order import drawn
from desireline.listen.order.filters import Where, narrow, needing_votes, of_board
from desireline.listen.order.rules import Sort
from desireline.listen.order.wanted import Wanted
from desireline.people.identity.api import Person

__all__ = ["COLUMNS", "Found", "find"]

SIZE = 20
FRESH = 20
SELECTIVE = 1000
CHUNKS = 25
COLUMNS = (
    "i.id, i.title, i.slug, SUBSTR(i.body, 1, 600), i.votes, i.guest_votes, i.imported_votes, i.comments, i.created,"
    " i.status_id, i.author_id, p.name, i.guest_name, i.pinned, i.closed, i.language, i.trend, i.seen, p.picture_id"
)
FROM = "FROM listen_idea i LEFT JOIN people_person p ON p.id = i.author_id"
CREATED, PINNED, TREND, SEEN, VOTES = 8, 13, 16, 17, 4
Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of rows (`COLUMNS`), the cursor of the next one, and how many ideas the board has (None if not known).

    `first` is the number of the first row in the whole list, for impressions.
    """

    rows: list[Row]
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
    Sort.NEWEST: ("i.created DESC, i.id DESC", "(i.created, i.id) < (%s, %s)", CREATED),
    Sort.SUPPORTED: ("i.votes DESC, i.id DESC", "(i.votes, i.id) < (%s, %s)", VOTES),
    Sort.TRENDING: ("i.trend DESC, i.id DESC", "(i.trend, i.id) < (%s, %s)", TREND),
    Sort.NEEDED: ("i.seen ASC, i.id DESC", "i.seen >= %s AND (i.seen > %s OR i.id < %s)", SEEN),
}


def _keyed(where: Where, wanted: Wanted, person: Person | None, size: int) -> Found:
    sort = Sort.NEWEST if wanted.sort == Sort.FAIR else wanted.sort
    order, after, column = _ORDERS[sort]
    if sort == Sort.NEEDED:
        needing_votes(where, person)
    start, position = _after(wanted.cursor, sort), 1
    if start is not None:
        value, last, position = start
        where.add(after, *([value, value, last] if sort == Sort.NEEDED else [value, last]))
    sql = f"SELECT {COLUMNS} {FROM} WHERE {where.sql} ORDER BY {order} LIMIT %s"
    rows = fetch(sql, [*where.params, size + 1])
    return Found(rows[:size], _next(rows, size, sort, column, position), first=position)


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


def _next(rows: list[Row], size: int, sort: Sort, column: int, position: int) -> str:
    if len(rows) <= size:
        return ""
    last = rows[size - 1]
    value = last[column]
    if sort == Sort.NEWEST:
        at = moment(value)
        value = at.isoformat() if at else ""
    return encode([str(sort), value, last[0], position + size])


def _fair(place: drawn.Place, where: Where, size: int) -> Found:
    """The next ids of the stored order; those that left the board since are passed over. New ideas, which no drawing
    holds yet, stand on top of the first page, below what is pinned."""
    rows: list[Row] = []
    position, first = place.position, place.position == 0
    while len(rows) < size and position < place.version.ideas:
        ids = drawn.ids_at(place, position, size - len(rows))
        if not ids:
            break
        position += len(ids)
        found, fresh = _rows_of(ids, where, fresh_since=place.version.at if first and not rows else None)
        ordered = [found[pk] for pk in ids if pk in found]
        pinned = sum(1 for row in ordered if row[PINNED]) if fresh else 0
        rows += [*ordered[:pinned], *[row for row in fresh if row[0] not in found], *ordered[pinned:]]
    more = position < place.version.ideas
    return Found(
        rows, place.cursor(position) if more else "", total=place.version.ideas, first=place.position + 1
    )


def _rows_of(ids: list[int], where: Where, *, fresh_since: Any) -> tuple[dict[int, Row], list[Row]]:
    sql = f"SELECT {COLUMNS}, 0 {FROM} WHERE i.id IN ({marks(ids)}) AND {where.sql}"
    params = [*ids, *where.params]
    if fresh_since is not None:
        sql += (
            f" UNION ALL SELECT * FROM (SELECT {COLUMNS}, 1 {FROM} WHERE {where.sql} AND i.created > %s"  # noqa: S608
            f" ORDER BY i.created DESC, i.id DESC LIMIT {FRESH}) fresh"
        )
        params += [*where.params, time_value(fresh_since)]
    rows = fetch(sql, params)
    return {row[0]: row for row in rows if not row[-1]}, [row for row in rows if row[-1]]


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
        found, _ = _rows_of(ids, where, fresh_since=None) if ids else ({}, [])
        rows = [found[pk] for pk in ids if pk in found]
        return Found(rows, place.cursor(shown[-1] + 1) if more else "", first=place.position + 1)
    return _walk(place, order, where, size)


def _walk(place: drawn.Place, order: Sequence[int], where: Where, size: int) -> Found:
    rows: list[Row] = []
    position = place.position
    for _chunk in range(CHUNKS):
        ids = list(order[position : position + 200])
        if not ids or len(rows) >= size:
            break
        found, _fresh = _rows_of(ids, where, fresh_since=None)
        for step, pk in enumerate(ids, 1):
            if pk in found:
                rows.append(found[pk])
            if len(rows) == size or step == len(ids):
                position += step
                break
    more = position < len(order)
    return Found(rows, place.cursor(position) if more else "", first=place.position + 1)
