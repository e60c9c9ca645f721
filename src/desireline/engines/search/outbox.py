"""Changes that wait for the index: rows, written in the transaction that changes the record."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import orjson
from django.db import transaction
from django.utils import timezone

from desireline.engines.search.models import SearchMaking
from desireline.engines.search.protocol import Card
from desireline.kit.rows.api import fetch, marks, moment, now_value, one, run

PART = 500  # rows in a statement
LEASE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Change:
    id: int
    key: str
    type: str
    gone: bool
    card: Card | None


def note(rows: Iterable[tuple[str, str, bool, Card | None]]) -> int:
    """Note changes (key, type, gone, card). Returns how many."""
    rest, done, now = iter(rows), 0, now_value()
    while part := list(islice(rest, PART)):
        values = ", ".join(["(%s, %s, %s, %s, %s)"] * len(part))
        run(
            f"INSERT INTO engines_searchchange (key, type, gone, card, at) VALUES {values}",  # noqa: S608 - marks only
            [
                value
                for key, kind, gone, card in part
                for value in (key, kind, gone, _written(card) if card else None, now)
            ],
        )
        done += len(part)
    return done


def waiting(most: int, token: str = "") -> list[Change]:
    """The oldest changes; none while somebody else makes the index anew (see `making`).

    Asked in one statement: what it gives was noted before the other began, and so is in what they read.
    """
    sql = (
        "SELECT id, key, type, gone, card FROM engines_searchchange WHERE NOT EXISTS"
        " (SELECT 1 FROM engines_searchmaking WHERE token <> %s AND until > %s) ORDER BY id LIMIT %s"
    )
    return [
        Change(pk, key, kind, bool(gone), _read(card) if card else None)
        for pk, key, kind, gone, card in fetch(sql, [token, now_value(), most])
    ]


@contextmanager
def making() -> Iterator[Making]:
    """Make the index anew: changes are for the one who does, as long as they `renew` it every now and then.

    Raises ValueError while another does. Who was killed is waited for no longer than `LEASE`.
    """
    mine = Making(secrets.token_hex(16))
    with transaction.atomic():
        SearchMaking.objects.filter(until__lte=timezone.now()).delete()
        if SearchMaking.objects.exists():
            raise ValueError("Another process makes the index anew.")
        SearchMaking.objects.create(token=mine.token, until=timezone.now() + LEASE)
    try:
        yield mine
    finally:
        SearchMaking.objects.filter(token=mine.token).delete()


@dataclass(frozen=True, slots=True)
class Making:
    """The right to take in changes alone, for a while."""

    token: str

    def renew(self) -> None:
        """Raises ValueError if it ran out: another process may have taken changes in."""
        now = timezone.now()
        if not SearchMaking.objects.filter(token=self.token, until__gt=now).update(until=now + LEASE):
            raise ValueError("Making the index stood still for too long. Begin again.")


def done(changes: Sequence[Change]) -> None:
    """The index has them."""
    ids = [change.id for change in changes]
    for start in range(0, len(ids), PART):
        part = ids[start : start + PART]
        run(f"DELETE FROM engines_searchchange WHERE id IN ({marks(part)})", part)  # noqa: S608 - marks only


def lag() -> tuple[int, datetime | None]:
    """How many changes wait, and since when the oldest does."""
    many, since = one("SELECT COUNT(*), MIN(at) FROM engines_searchchange")
    return int(many), moment(since)


def look(index: str) -> tuple[bool, bool]:
    """Whether the index of that name was made from this database, and whether any change waits."""
    made, waits = one(
        "SELECT EXISTS(SELECT 1 FROM engines_searchindex WHERE name = %s), EXISTS(SELECT 1 FROM engines_searchchange)",
        [index],
    )
    return bool(made), bool(waits)


_FIELDS = (
    "key",
    "type",
    "title",
    "body",
    "language",
    "allow",
    "facets",
    "tags",
    "accounts",
    "weight",
    "url",
    "source",
    "gist",
)


def _written(card: Card) -> str:
    line: dict[str, Any] = {name: getattr(card, name) for name in _FIELDS}
    line |= {"date": card.date.timestamp() if card.date else None, "extra": dict(card.extra)}
    return orjson.dumps(line).decode()


def _read(value: Any) -> Card:
    line: dict[str, Any] = orjson.loads(value) if isinstance(value, str | bytes) else value
    if line["date"] is not None:
        line["date"] = datetime.fromtimestamp(line["date"], UTC)
    values: dict[str, Any] = {
        name: tuple(part) if isinstance(part, list) else part for name, part in line.items()
    }
    return Card(**values)
