"""Dates and times as the reader's language and time zone want them."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date, format_datetime, format_timedelta
from django.utils import timezone
from django.utils.translation import get_language
from markupsafe import Markup, escape


def _locale() -> str:
    return (get_language() or "en").replace("-", "_")


def day(value: date | datetime | None, form: str = "medium") -> str:
    """A calendar day in the reader's zone and language."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return format_date(value, form, locale=_locale())


def moment(value: datetime | None, form: str = "medium") -> str:
    """A day and time in the reader's zone and language."""
    return format_datetime(timezone.localtime(value), form, locale=_locale()) if value else ""


def ago(value: datetime | None) -> Markup:
    """“3 days ago”, with the exact time in a <time> element."""
    if value is None:
        return Markup("")
    words = format_timedelta(value - timezone.now(), add_direction=True, locale=_locale(), threshold=1.2)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        value.isoformat(timespec="seconds"), escape(moment(value)), words
    )
