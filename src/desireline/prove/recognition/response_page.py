"""How soon we answer, month by month, and the ideas behind each number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.kit.charts.api import Interval as Row
from desireline.kit.charts.api import intervals
from desireline.kit.pages.numbers import percent
from desireline.kit.paging.api import Page, encode, number_after
from desireline.listen.addresses import address_of
from desireline.listen.ideas.api import Idea
from desireline.people.identity.api import Person
from desireline.prove.recognition.response import (
    Share,
    by_month,
    first_response,
    months_of,
    promise,
    share,
)
from desireline.prove.recognition.rules import Answers, Flags

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
    answered: bool
    days: float
    late: bool


def response_page(reader: Person, *, month: str, only: str, cursor: str | None) -> dict[str, Any]:
    found, now = first_response(MONTHS, reader=reader), timezone.now().timestamp()
    months = by_month(found, now=now)
    chosen = _month(month)
    only = only if only in ONLY else "late"
    inside = dict(months_of(found)).get(chosen, found.those(slice(0))) if chosen else found
    wanted = inside.those(_which(inside, only, now))
    page = _paged(wanted, cursor)
    query = f"only={only}" + (f"&month={month}" if chosen else "")
    return {
        "promise": promise(),
        "whole": share(found, now=now),
        "months": months,
        "drawing": _drawn([one for one in months if one.due]),
        "chosen": chosen,
        "month": month if chosen else "",
        "only": only,
        "tabs": _tabs(only, month if chosen else ""),
        "rows": _listed(wanted.those(np.array(page.rows, np.int64)), now),
        "found": len(wanted),
        "next_url": f"{reverse('response')}?{query}&from={page.next}" if page.next else None,
    }


def _which(found: Answers, only: str, now: float) -> Flags:
    if only == "all":
        return np.ones(len(found), np.bool_)
    if only == "waiting":
        return found.waiting
    kept = found.kept(promise())
    return found.due(promise(), now) & (kept if only == "kept" else ~kept)


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


def _paged(found: Answers, cursor: str | None) -> Page[int]:
    """Places in what was found, of the newest first."""
    last = number_after(cursor)
    left = np.flatnonzero(found.ideas < last) if last else np.arange(len(found))
    shown = left[np.argsort(-found.ideas[left], kind="stable")[:SIZE]].tolist()
    return Page(shown, encode([int(found.ideas[shown[-1]])]) if len(left) > SIZE else None)


def _listed(found: Answers, now: float) -> list[Listed]:
    ideas = found.ideas.tolist()
    known = Idea.objects.filter(pk__in=ideas).select_related("board").in_bulk()
    days = found.days(now).tolist()
    return [
        Listed(
            title=known[pk].title,
            board=known[pk].board.name,
            url=address_of(pk, known[pk].slug),
            created=known[pk].created,
            answered=not waits,
            days=took,
            late=took > promise(),
        )
        for pk, took, waits in zip(ideas, days, found.waiting.tolist(), strict=True)
        if pk in known
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
