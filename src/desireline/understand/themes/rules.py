"""Over which periods a line is drawn: weeks while things are young, months later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WEEKS, MONTHS = 26, 24  # most periods in a line
LEAST = 4


@dataclass(frozen=True, slots=True)
class Periods:
    """`starts` of weeks (Mondays) or of months, oldest first; the last holds today."""

    weekly: bool
    starts: list[date]

    def place(self, day: date) -> int | None:
        """The period in which the day lies; None for one before them. Later ones lie in the last."""
        first = self.starts[0]
        if day < first:
            return None
        months = (day.year - first.year) * 12 + day.month - first.month
        return min((day - first).days // 7 if self.weekly else months, len(self.starts) - 1)


def periods(days: Sequence[date], *, today: date) -> Periods:
    """The periods from the first day to today, at least LEAST and at most WEEKS weeks or MONTHS months."""
    first = min(days, default=today)
    monday = today - timedelta(days=today.weekday())
    weeks = (monday - first).days // 7 + 2
    if weeks <= WEEKS:
        number = max(weeks, LEAST)
        return Periods(True, [monday - timedelta(weeks=n) for n in range(number - 1, -1, -1)])
    months = (today.year - first.year) * 12 + today.month - first.month + 1
    number = min(max(months, LEAST), MONTHS)
    place = today.year * 12 + today.month - 1
    return Periods(
        False, [date((place - n) // 12, (place - n) % 12 + 1, 1) for n in range(number - 1, -1, -1)]
    )
