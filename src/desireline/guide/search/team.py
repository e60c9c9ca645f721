"""The team's page about searches."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from desireline.guide.search import askers, noting
from desireline.guide.search.summary import PERIODS, Line, Summary, exported, summary
from desireline.guide.search.told import read
from desireline.kit.charts.api import Series, line
from desireline.kit.limits.api import client_prefix
from desireline.kit.limits.pace import Pace
from desireline.kit.pages.dates import day
from desireline.kit.pages.numbers import number
from desireline.people.roles.api import Permission, may, needs, viewer

LARGEST = 16_000
_telling = Pace(120)  # messages of a network


@require_POST
@csrf_exempt  # sent by a beacon; it changes nothing of the reader's
def asked(request: HttpRequest) -> HttpResponse:
    """What a page tells of a search, or of a hit that was opened."""
    if not askers.counting():
        return HttpResponse(status=204)
    if len(request.body) > LARGEST or not _telling.allows(client_prefix(request)):
        return HttpResponse(status=429)
    told = read(request.body, askers.asker_of(request))
    if told is None:
        return HttpResponse(status=400)
    noting.note(told)
    return HttpResponse(status=204)


def _days(request: HttpRequest) -> int:
    asked_for = request.GET.get("days", "")
    return int(asked_for) if asked_for.isdecimal() and int(asked_for) in PERIODS else 30


@require_safe
@needs(Permission.SEE_TEAM)
def searches(request: HttpRequest) -> HttpResponse:
    """What people look for, what they do not find, what they open."""
    days = _days(request)
    found = summary(days)
    shown = {
        "found": found,
        "days": days,
        "heard": lambda line: _heard(line, days),
        "periods": PERIODS,
        "drawing": _drawing(found),
        "counting": askers.counting(),
        "exports": may(viewer(request), Permission.IMPORT),
    }
    return render(request, "search/searches.html", shown)


def _heard(line: Line, days: int) -> str:
    """Where an idea comes from that is made of a search: a note for the team."""
    people = ngettext(
        "From the searches: %(n)s person looked for “%(words)s” in the last %(days)s days.",
        "From the searches: %(n)s people looked for “%(words)s” in the last %(days)s days.",
        line.people,
    ) % {"n": number(line.people), "words": line.text, "days": days}
    times = ngettext("It found nothing %(n)s time.", "It found nothing %(n)s times.", line.nothing)
    return f"{people} {times % {'n': number(line.nothing)}}"


def _drawing(found: Summary) -> str:
    values = [float(n) for _day, n in found.days]
    labels = [day(when, "short") for when, _n in found.days]
    return line([Series(_("Searches"), values)], labels, title=_("Searches a day"), width=720)


@require_safe
@needs(Permission.IMPORT)
def export(request: HttpRequest) -> HttpResponseBase:
    """The same as JSON lines in the shape of User Behavior Insights: searches first, then events."""

    def lines() -> Iterator[bytes]:
        for row in exported(_days(request)):
            yield orjson.dumps(row) + b"\n"

    answer = StreamingHttpResponse(lines(), content_type="application/x-ndjson")
    answer.headers["Content-Disposition"] = 'attachment; filename="searches.jsonl"'
    return answer
