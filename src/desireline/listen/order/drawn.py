"""Reads the stored orders of a board."""

from __future__ import annotations

import threading
from array import array
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desireline.kit.pages.lane import BUCKETS
from desireline.kit.paging.api import decode, encode
from desireline.kit.rows.api import fetch, moment, one
from desireline.listen.order.rules import SLICE, unpack

MOST_ORDERS = 16


@dataclass(frozen=True, slots=True)
class Version:
    id: int
    at: datetime
    ideas: int


@dataclass(frozen=True, slots=True)
class Place:
    """A reader's place in a stored order: the first `position` ids were shown. `ids` is the slice with the next."""

    version: Version
    bucket: int
    position: int
    ids: list[int]

    def cursor(self, position: int) -> str:
        return encode(["fair", self.version.id, self.bucket, position])


def place(cursor: str, *, board_id: int, bucket: int) -> Place | None:
    """Where the reader stands: as the cursor says, or at the start of the newest order. None without any order."""
    key = decode(cursor, length=4)
    if (
        key is not None
        and key[0] == "fair"
        and all(isinstance(part, int) and 0 <= part < 2**62 for part in key[1:])
    ):
        _, version, old_bucket, position = key
        found = _read(board_id, bucket=old_bucket % BUCKETS, position=position, version=version)
        if found is not None:
            return found
    elif key is not None and key[0] == "newest":
        return None  # paging began before there was an order
    return _read(board_id, bucket=bucket, position=0, version=None)


def _read(board_id: int, *, bucket: int, position: int, version: int | None) -> Place | None:
    which, params = ("v.id = %s", [version]) if version is not None else ("v.ready = TRUE", [])
    row = one(
        "SELECT v.id, v.at, v.ideas, s.ids FROM listen_orderversion v"  # noqa: S608 - our own parts only
        " LEFT JOIN listen_orderslice s ON s.version_id = v.id AND s.bucket = %s AND s.number = %s"
        f" WHERE v.board_id = %s AND {which} ORDER BY v.id DESC LIMIT 1",
        [bucket, min(position // SLICE, 2**30), board_id, *params],
    )
    if row is None:
        return None
    at = moment(row[1])
    assert at is not None  # noqa: S101 - the column is not null
    return Place(Version(row[0], at, row[2]), bucket, position, unpack(row[3]) if row[3] else [])


def ids_at(place: Place, position: int, count: int) -> list[int]:
    """Up to `count` ids from a position on, within one slice."""
    start = position % SLICE
    held = place.position // SLICE * SLICE
    if held <= position < held + SLICE:
        return place.ids[start : start + count]
    return unpack(_slice(place, position // SLICE))[start : start + count]


def _slice(place: Place, number: int) -> Any:
    row = one(
        "SELECT ids FROM listen_orderslice WHERE version_id = %s AND bucket = %s AND number = %s",
        [place.version.id, place.bucket, number],
    )
    return row[0] if row else b""


_orders: OrderedDict[tuple[int, int, datetime], Sequence[int]] = OrderedDict()
_lock = threading.Lock()


def whole(place: Place) -> Sequence[int]:
    """All ids of the order, kept in memory for the next filter."""
    key = (place.version.id, place.bucket, place.version.at)
    with _lock:
        if key in _orders:
            _orders.move_to_end(key)
            return _orders[key]
    order = array("q")
    sql = "SELECT ids FROM listen_orderslice WHERE version_id = %s AND bucket = %s ORDER BY number"
    for row in fetch(sql, [place.version.id, place.bucket]):
        order.frombytes(bytes(row[0]))
    with _lock:
        _orders[key] = order
        while len(_orders) > MOST_ORDERS:
            _orders.popitem(last=False)
    return order
