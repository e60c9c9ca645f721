"""Dates and times as the reader's language and time zone want them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from babel.dates import format_date, format_datetime, format_timedelta
from django.utils import timezone
from django.utils.translation import get_language
from markupsafe import Markup


def _locale() -> str:
    return (get_language() or "en").replace("-", "_")


def day(value: date | datetime | None, form: str = "medium") -> str:
    """A calendar day in the reader's zone and language."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return format_date(value, form, locale=_locale())


@lru_cache(maxsize=8192)
def _moment(value: datetime, zone: str, form: str, locale: str) -> str:
    """Remembered by zone as well: the same moment in two zones is equal, and reads differently."""
    return format_datetime(value, form, locale=locale)


def moment(value: datetime | None, form: str = "medium") -> str:
    """A day and time in the reader's zone and language."""
    if value is None:
        return ""
    local = timezone.localtime(value).replace(microsecond=0)
    return _moment(local, str(local.tzinfo), form, _locale())


@lru_cache(maxsize=8192)
def _words(seconds: int, locale: str) -> str:
    return format_timedelta(timedelta(seconds=seconds), add_direction=True, locale=locale, threshold=1.2)


def _coarse(seconds: int) -> int:
    """Whole minutes within two hours, then whole hours: the words say no more, and are remembered."""
    step = 60 if abs(seconds) < 7200 else 3600
    return seconds // step * step if abs(seconds) >= 60 else seconds


@lru_cache(maxsize=8192)
def _tag(at: datetime, zone: str, seconds: int, locale: str) -> Markup:
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        at.isoformat(timespec="seconds"),
        format_datetime(at, "medium", locale=locale),
        _words(seconds, locale),
    )


def ago(value: datetime | None) -> Markup:
    """“3 days ago”, with the exact time in a <time> element."""
    if value is None:
        return Markup("")
    seconds = int((value - timezone.now()).total_seconds()) or -1  # never “in 0 seconds”
    local = timezone.localtime(value).replace(microsecond=0)
    return _tag(local, str(local.tzinfo), _coarse(seconds), _locale())
