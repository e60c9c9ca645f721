from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desireline.prove.recognition.rules import Waited, is_due, is_kept, median_days

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def _waited(age: float, answered: float | None) -> Waited:
    created = NOW - timedelta(days=age)
    return Waited(created, None if answered is None else created + timedelta(days=answered))


@pytest.mark.parametrize(
    ("age", "answered", "due", "kept"),
    [
        (10, 2, True, True),
        (10, 6, True, False),
        (10, None, True, False),
        (5, 5, True, True),
        (3, 1, False, True),
    ],
)
def test_an_idea_counts_once_its_time_is_up(
    age: float, answered: float | None, due: bool, kept: bool
) -> None:
    one = _waited(age, answered)
    assert is_due(one, promise=5, now=NOW) is due
    assert is_kept(one, promise=5) is kept


@pytest.mark.parametrize(
    ("rows", "median"),
    [
        ([(10, 1), (10, 2), (10, 3)], 2),
        ([(10, 1), (10, 3)], 1),  # half were answered after one day
        ([(10, 1), (10, None), (10, None)], None),  # most wait: it cannot be told yet
        ([(10, 4), (2, None), (10, 6)], 4),  # one that is young says nothing of what comes after two days
        ([], None),
    ],
)
def test_the_median_counts_those_that_still_wait(
    rows: list[tuple[float, float | None]], median: float | None
) -> None:
    found = median_days([_waited(*row) for row in rows], now=NOW)
    assert found == (pytest.approx(median) if median is not None else None)
