"""How soon we answer, month by month, and the ideas behind each number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import nlargest
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.kit.charts.api import Interval as Row
from desireline.kit.charts.api import intervals
from desireline.kit.pages.numbers import percent
from desireline.kit.paging.api import Page, decode, encode, number_in
from desireline.listen.addresses import address_of
from desireline.listen.ideas.api import Idea
from desireline.people.identity.api import Person
from desireline.prove.recognition.response import (
    Response,
    Share,
    by_month,
    first_response,
    months_of,
    promise,
    share,
)
from desireline.prove.recognition.rules import Waited, is_due, is_kept

MONTHS = 12
SIZE = 30
ONLY = ("late", "waiting", "kept", "all")
_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Listed:
    """An idea behind a number. `days` until it was answered, or until now."""

    title: str
    board: str
    url: str
    created: datetime
    answered: datetime | None
    days: float
    late: bool


def response_page(reader: Person, *, month: str, only: str, cursor: str | None) -> dict[str, Any]:
    rows, now = first_response(MONTHS, reader=reader), timezone.now()
    months = by_month(rows, now=now)
    chosen = _month(month)
    only = only if only in ONLY else "late"
    inside = dict(months_of(rows)).get(chosen, ()) if chosen else rows
    days = promise()
    wanted = [one for one in inside if _is(one.waited, only, days, now)]
    page = _paged(wanted, cursor)
    query = f"only={only}" + (f"&month={month}" if chosen else "")
    return {
        "promise": days,
        "whole": share(rows, now=now),
        "months": months,
        "drawing": _drawn([one for one in months if one.due]),
        "chosen": chosen,
        "month": month if chosen else "",
        "only": only,
        "tabs": _tabs(only, month if chosen else ""),
        "rows": _listed(page.rows, now),
        "found": len(wanted),
        "next_url": f"{reverse('response')}?{query}&from={page.next}" if page.next else None,
    }


def _is(waited: Waited, only: str, days: int, now: datetime) -> bool:
    if only == "all":
        return True
    if only == "waiting":
        return waited.answered is None
    return is_due(waited, promise=days, now=now) and is_kept(waited, promise=days) == (only == "kept")


def _tabs(only: str, month: str) -> list[dict[str, Any]]:
    words = {"late": _("Late"), "waiting": _("Not answered yet"), "kept": _("In time"), "all": _("All")}
    at = reverse("response")
    return [
        {
            "label": words[name],
            "url": f"{at}?only={name}" + (f"&month={month}" if month else "") + "#ideas",
            "current": name == only,
        }
        for name in ONLY
    ]


def _paged(rows: Sequence[Response], cursor: str | None) -> Page[Response]:
    """The newest first."""
    after = decode(cursor, length=1)
    if after and (last := number_in(after[0])):
        rows = [one for one in rows if one.idea < last]
    shown = nlargest(SIZE, rows, key=lambda one: one.idea)
    return Page(shown, encode([shown[-1].idea]) if len(rows) > SIZE else None)


def _listed(rows: Sequence[Response], now: datetime) -> list[Listed]:
    known = Idea.objects.filter(pk__in=[one.idea for one in rows]).select_related("board").in_bulk()
    limit = timedelta(days=promise())
    return [
        Listed(
            title=known[one.idea].title,
            board=known[one.idea].board.name,
            url=address_of(one.idea, known[one.idea].slug),
            created=one.waited.created,
            answered=one.waited.answered,
            days=one.waited.days(now),
            late=(one.waited.answered or now) > one.waited.created + limit,
        )
        for one in rows
        if one.idea in known
    ]


def _drawn(months: Sequence[Share]) -> Any:
    """The share answered in time by month, with its interval."""
    if not months:
        return ""
    rows = [
        Row(
            f"{one.month:%Y-%m}" if one.month else "",
            one.kept / one.due * 100,
            one.interval.low * 100,
            one.interval.high * 100,
            shown=percent(one.kept / one.due),
        )
        for one in months
    ]
    return intervals(rows, title=_("Share answered in time, by month, in percent"), reach=(0, 100))


def _month(text: str) -> date | None:
    found = _MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else None
