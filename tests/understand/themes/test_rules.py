from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desireline.understand.themes.rules import LEAST, MONTHS, WEEKS, periods

days = st.dates(date(2015, 1, 1), date(2030, 12, 31))


def test_young_things_are_drawn_by_week_and_old_ones_by_month() -> None:
    today = date(2026, 3, 18)
    young = periods([date(2026, 2, 20)], today=today)
    assert young.weekly
    assert young.starts[-1] == date(2026, 3, 16)
    assert young.place(date(2026, 3, 15)) == len(young.starts) - 2
    old = periods([date(2025, 1, 9)], today=today)
    assert not old.weekly
    assert (old.starts[0], old.starts[-1]) == (date(2025, 1, 1), date(2026, 3, 1))
    assert old.place(date(2025, 12, 31)) == 11
    assert old.place(date(2024, 12, 31)) is None


@given(days, st.integers(0, 4000))
def test_every_day_from_the_first_start_lies_in_its_period(first: date, later: int) -> None:
    today = min(first + timedelta(days=later), date(2031, 1, 1))
    along = periods([first], today=today)
    assert LEAST <= len(along.starts) <= max(WEEKS, MONTHS)
    assert along.starts == sorted(set(along.starts))
    assert along.place(today) == len(along.starts) - 1
    for number, start in enumerate(along.starts):
        assert along.place(start) == number
        assert along.place(start - timedelta(days=1)) == (number - 1 if number else None)
