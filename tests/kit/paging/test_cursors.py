"""Lists by number and by moment: every row once, and a cursor of another kind starts anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desireline.kit.paging.api import Page, by_moment, encode, latest, moment_after, number_after
from desireline.people.identity.models import Person
from desireline.people.notices.models import Subscription
from tests import make

THEN = datetime(2026, 1, 5, 8, tzinfo=UTC)
FOREIGN = [
    "",
    "x",
    "W10",
    encode([]),
    encode(["7"]),
    encode([True]),
    encode([-1]),
    encode([[7]]),
    encode([7, 7]),
]


@pytest.mark.parametrize("cursor", [None, *FOREIGN])
def test_a_cursor_of_another_kind_holds_no_number_and_no_moment(cursor: str | None) -> None:
    assert number_after(cursor) is None
    assert moment_after(cursor) is None


def test_what_a_cursor_holds_is_read() -> None:
    assert number_after(encode([7])) == 7
    assert moment_after(encode([THEN.isoformat(), 7])) == (THEN, 7)
    assert moment_after(encode([THEN.isoformat(), 0])) is None
    assert moment_after(encode(["yesterday", 7])) is None


def all_of(page: Callable[[str | None], Page[Any]]) -> list[list[Any]]:
    found, cursor = [], None
    while True:
        part = page(cursor)
        found.append(list(part.rows))
        cursor = part.next
        if cursor is None:
            return found


@pytest.fixture
def rows(db: None) -> list[int]:
    """Seven, of which three fall on the same moment."""
    person = make.person()
    made = [
        Subscription.objects.create(person=person, topic=f"idea:{n}", at=THEN + timedelta(hours=n // 3))
        for n in range(7)
    ]
    return [one.pk for one in made]


@pytest.mark.parametrize("down", [True, False])
@pytest.mark.parametrize("plain", [True, False])
def test_by_moment_every_row_comes_once_and_in_order(rows: list[int], down: bool, plain: bool) -> None:
    found: Any = Subscription.objects.all()
    if plain:
        found = found.values("id", "at")
    parts = all_of(lambda cursor: by_moment(found, "at", cursor, size=2, down=down))
    assert [len(part) for part in parts] == [2, 2, 2, 1]
    numbers = [row["id"] if plain else row.pk for part in parts for row in part]
    assert numbers == (rows[::-1] if down else rows)


def test_by_number_the_latest_comes_first_whatever_the_order_was(rows: list[int]) -> None:
    parts = all_of(lambda cursor: latest(Subscription.objects.order_by("topic"), cursor, size=3))
    assert [[row.pk for row in part] for part in parts] == [rows[:3:-1], rows[3:0:-1], rows[:1]]
    assert [
        row["id"] for row in latest(Subscription.objects.values("id"), encode([rows[1]]), size=3).rows
    ] == [rows[0]]


@pytest.mark.parametrize("cursor", FOREIGN)
def test_a_list_starts_anew_with_a_cursor_of_another_kind(rows: list[int], cursor: str) -> None:
    assert [row.pk for row in latest(Subscription.objects.all(), cursor, size=9).rows] == rows[::-1]
    assert [row.pk for row in by_moment(Subscription.objects.all(), "at", cursor, size=9).rows] == rows[::-1]
    assert Person.objects.count() == 1
