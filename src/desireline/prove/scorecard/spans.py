"""Months in the time zone of the instance, and stretches of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

LENGTHS = (1, 3, 12)
POINTS = 12
FIRST_YEAR, LAST_YEAR = 1990, 2200


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """So many months up to and including the month `last`, counted from year 0 on."""

    last: int
    months: int = 12

    @property
    def start(self) -> datetime:
        return begin(self.last - self.months + 1)

    @property
    def end(self) -> datetime:
        """The first moment that is not in it."""
        return begin(self.last + 1)

    def back(self, months: int) -> Span:
        return Span(self.last - months, self.months)

    def since(self, least: int) -> datetime:
        """Where it begins, or so many months before its end if that is earlier."""
        return begin(self.last + 1 - max(self.months, least))

    def trend(self) -> list[Span]:
        """The spans of the same length that end with each of the last twelve months; this one is the last."""
        return [self.back(months) for months in range(POINTS - 1, -1, -1)]


def zone() -> ZoneInfo:
    """Where the month turns: that of the instance, whatever the reader's is."""
    return ZoneInfo(settings.TIME_ZONE)


def month_of(moment: datetime) -> int:
    here = moment.astimezone(zone())
    return here.year * 12 + here.month - 1


def this_month(now: datetime | None = None) -> int:
    return month_of(now or timezone.now())


def first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def begin(month: int) -> datetime:
    return _begin(month, settings.TIME_ZONE)


@lru_cache(maxsize=1024)
def _begin(month: int, name: str) -> datetime:
    return datetime(month // 12, month % 12 + 1, 1, tzinfo=ZoneInfo(name))


def code(month: int) -> str:
    """`2026-10`, as addresses and exports write it."""
    return first_day(month).strftime("%Y-%m")


def month_from(text: str) -> int | None:
    """The month that an address names, or None for what is none."""
    year, dash, month = text.partition("-")
    if not (
        dash
        and len(year) == 4
        and len(month) == 2
        and (year + month).isascii()
        and (year + month).isdecimal()
    ):
        return None
    if not (FIRST_YEAR <= int(year) <= LAST_YEAR and 1 <= int(month) <= 12):
        return None
    return int(year) * 12 + int(month) - 1
