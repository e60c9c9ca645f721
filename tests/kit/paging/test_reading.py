"""What a cursor or an address may hold, whoever wrote it."""

from datetime import UTC, datetime

import pytest

from desireline.kit.paging.api import moment_in, number_in, row_id


@pytest.mark.parametrize("value", [0, -1, 1 << 62, True, 1.0, "7", None, [7]])
def test_no_row_has_such_a_number(value: object) -> None:
    assert number_in(value) is None


def test_a_number_of_a_row_is_read() -> None:
    assert number_in(7) == 7
    assert number_in((1 << 62) - 1) == (1 << 62) - 1


@pytest.mark.parametrize(
    "value",
    ["", "x", None, 7, "2026-01-05T10:00:00", "0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00"],
)
def test_what_is_no_moment_of_our_calendar(value: object) -> None:
    assert moment_in(value) is None


def test_a_moment_keeps_its_instant() -> None:
    assert moment_in("2026-01-05T10:00:00.000007+02:00") == datetime(2026, 1, 5, 8, 0, 0, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("", 0), ("-7", 0), ("x", 0), ("٧", 0), ("²", 0), ("9" * 19, 0)]
)
def test_a_number_in_an_address(text: str, number: int) -> None:
    assert row_id(text) == number
