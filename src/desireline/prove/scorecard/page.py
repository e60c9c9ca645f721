"""What the scorecard shows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup

from desireline.kit.pages.dates import day
from desireline.people.audiences.api import Audience
from desireline.people.identity.api import Person
from desireline.prove.scorecard import drawing, monthly, words
from desireline.prove.scorecard.reading import Reading, grouped, readings
from desireline.prove.scorecard.spans import POINTS, Span, code, first_day, this_month
from desireline.prove.scorecard.wanted import Wanted, scope_of

MONTHS_BACK = 24


def scorecard_page(person: Person, wanted: Wanted) -> dict[str, Any]:
    """Every measure with its number, its interval, what it rests on, what it was before, and its year."""
    found = readings(scope_of(person, wanted), wanted.span, against=wanted.against)
    kept = [one.at for one in found if one.at]
    return {
        **frame(wanted),
        "groups": [(label, [_card(one, wanted) for one in rows]) for label, rows in grouped(found)],
        "as_of": min(kept) if kept else None,
        "asked": monthly.asked(person),
        "left_out": bool(wanted.segment),
    }


def frame(wanted: Wanted) -> dict[str, Any]:
    """What the address asks for, in words and as choices."""
    segments = Audience.objects.filter(kind=Audience.Kind.SEGMENT)
    return {
        "wanted": wanted,
        "span_words": span_words(wanted.span),
        "running": not wanted.until,
        "until_choices": [("", _("Up to today")), *_past(wanted)],
        "until_code": code(wanted.until) if wanted.until else "",
        "length_choices": [(12, _("12 months")), (3, _("3 months")), (1, _("1 month"))],
        "against_choices": [
            ("before", _("Against the months before")),
            ("year", _("Against a year earlier")),
        ],
        "segments": list(segments.order_by("name").values_list("pk", "name")),
    }


def _past(wanted: Wanted) -> list[tuple[str, str]]:
    """The months that may be looked back from, and the one that is."""
    here = this_month()
    months = list(range(here - 1, here - 1 - MONTHS_BACK, -1))
    if wanted.until and wanted.until not in months:
        months.append(wanted.until)
    return [(code(one), _("Up to the end of %(month)s") % {"month": month_words(one)}) for one in months]


def month_words(month: int, form: str = "LLLL yyyy") -> str:
    return day(first_day(month), form)


def span_words(span: Span) -> str:
    """“November 2025 to October 2026”."""
    last = month_words(span.last)
    return last if span.months == 1 else _("%(first)s to %(last)s") % {
        "first": month_words(span.last - span.months + 1), "last": last,
    }  # fmt: skip


def _card(one: Reading, wanted: Wanted) -> dict[str, Any]:
    measure = one.measure
    return {
        "measure": measure,
        "url": wanted.address("scorecard_rows", measure.key),
        "said": words.estimate(measure, one.value),
        "few": one.value.few,
        "plain": one.value.estimate is not None,
        "interval": words.interval(measure, one.value),
        "base": words.base(measure, one.value),
        "before": words.since(measure, one.value, one.before),
        "drawing": chart(one),
        "points": [point_row(one, span, wanted) for span, _value in one.trend],
    }


def chart(one: Reading) -> Markup | None:
    """The twelve points; nothing where there are fewer than two."""
    points = [(value.estimate, value.low, value.high) for _span, value in one.trend]
    if sum(middle is not None for middle, _low, _high in points) < 2:
        return None
    shown = [point if point[0] is not None else (None, None, None) for point in points]
    return drawing.small(
        shown,
        title=_("%(measure)s: the last %(n)s months") % {"measure": one.measure.label, "n": POINTS},
        first=month_words(one.trend[0][0].last, "LLL yy"),
        last=month_words(one.trend[-1][0].last, "LLL yy"),
        most=1.0 if one.measure.unit in ("share", "index") else None,
    )


def point_row(one: Reading, span: Span, wanted: Wanted) -> dict[str, Any]:
    value = dict(one.trend)[span]
    return {
        "month": month_words(span.last, "LLL yyyy"),
        "url": wanted.address(
            "scorecard_rows", one.measure.key, until=0 if span.last == this_month() else span.last
        ),
        "said": words.estimate(one.measure, value),
        "interval": words.interval(one.measure, value) or "–",
        "n": value.n,
    }
