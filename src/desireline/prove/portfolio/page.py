"""What each view of the portfolio shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.kit.charts.api import Series, line
from desireline.kit.charts.svg import ticks
from desireline.kit.options.api import get
from desireline.kit.pages.dates import day
from desireline.kit.pages.numbers import percent, short
from desireline.maths.portfolio_flow import CURVES
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may
from desireline.prove.portfolio import drawing
from desireline.prove.portfolio.balance import Balance, balance, buckets
from desireline.prove.portfolio.choices import address, choices, tabs
from desireline.prove.portfolio.filters import Wanted
from desireline.prove.portfolio.flowing import aged, law, months, times
from desireline.prove.portfolio.funnel import arriving, funnel
from desireline.prove.portfolio.history import history
from desireline.prove.portfolio.ranking import Ranking, ranking
from desireline.prove.portfolio.rows import Row, rows
from desireline.prove.portfolio.targets import aims
from desireline.prove.portfolio.words import DISCIPLINE, FIELD, HORIZON_SHORT, MEASURE, STATE, key_label

AGED = 60
BUDGET = "portfolio_budget"


def portfolio_page(person: Person | None, wanted: Wanted) -> dict[str, Any]:
    """The frame that all views share, and what the one asked for shows."""
    every = rows(person)
    found = [row for row in every if wanted.keeps(row)]
    live = [row for row in found if row.live]
    return {
        "wanted": wanted,
        "every": every,
        "found": found,
        "live": live,
        "unsaid": sum(row.bet is None for row in live),
        "left": sum(row.development or 0 for row in live),
        "tabs": tabs(wanted),
        "choices": choices(every),
        "address": lambda **changes: address(wanted, **changes),
        "steward": may(person, Permission.EDIT_PORTFOLIO),
        "states": STATE,
        "horizons": HORIZON_SHORT,
        "disciplines": DISCIPLINE,
        "key_label": key_label,
        **VIEWS[wanted.view](found, wanted, timezone.now()),
    }


def ranked(found: Sequence[Row], wanted: Wanted) -> Ranking:
    """Within the budget asked for, else the one of the instance, else half of what all would cost."""
    budget = wanted.budget if wanted.budget is not None else float(get(BUDGET)) or None
    return ranking(found, budget=budget, was=wanted.was)


def _value(found: Sequence[Row], wanted: Wanted, now: datetime) -> dict[str, Any]:
    places = ranking(found, budget=0.0).places
    top = max((one.bet.value for one in places), default=0.0)
    points = [
        drawing.Bubble(
            number=one.number,
            x=one.bet.success,
            y=one.bet.value,
            size=one.bet.development,
            label=_("%(title)s: value %(value)s, chance %(chance)s, still costs %(cost)s")
            % {
                "title": one.row.title,
                "value": short(one.bet.value),
                "chance": percent(one.bet.success),
                "cost": short(one.bet.development),
            },
            href=reverse("project_case", args=[one.row.slug]),
            horizon=one.row.horizon,
        )
        for one in places
    ]
    picture = drawing.bubbles(
        points,
        title=_("Value against chance of success, each bubble as large as what the project still costs"),
        x=_("Chance of success"),
        y=_("Value if it succeeds"),
        money=[(mark, short(mark)) for mark in ticks(0, top) if mark >= 0],
    )
    return {
        "drawing": picture,
        "places": places,
        "keys": [(n, drawing.key(n)) for n in (*HORIZON_SHORT, None)],
    }


def _balance(found: Sequence[Row], wanted: Wanted, now: datetime) -> dict[str, Any]:
    aim = aims()
    sides = [_side(balance(found, one, wanted.measure)) for one in aim.values()]
    return {
        "sides": sides,
        "radar": drawing.radar(
            sides[0]["bars"], title=_("Share of the effort by discipline, and the target as a dashed line")
        ),
        "measures": MEASURE,
        "aims": aim,
        "buckets": buckets(found, aim[wanted.axis]),
        "set_aside": bool(aim[wanted.axis].money),
    }


def _side(one: Balance) -> dict[str, Any]:
    bars = [
        drawing.Against(
            label=str(key_label(one.axis, part.key)),
            share=part.share,
            target=part.target,
            shown=_("%(share)s, target %(target)s")
            % {"share": percent(part.share), "target": percent(part.target)},
        )
        for part in one.slices
    ]
    title = _("Effort by discipline") if one.axis == "discipline" else _("Effort by horizon")
    return {"balance": one, "bars": bars, "title": title, "drawing": drawing.against(bars, title=title)}


def _ranking(found: Sequence[Row], wanted: Wanted, now: datetime) -> dict[str, Any]:
    made = ranked(found, wanted)
    return {"ranking": made, "most": max(made.cost, made.budget), "fields": FIELD}


def _funnel(found: Sequence[Row], wanted: Wanted, now: datetime) -> dict[str, Any]:
    past = history(found)
    steps = funnel(found, past, now)
    along = [*(_fitting(step.stage.name) for step in steps), _("Released")]
    ours = arriving(steps)
    series = [
        Series(_("Here"), [None if one is None else one * 100 for one in ours]),
        *(Series(curve.source, _stretched(curve.left, len(along))) for curve in CURVES[:2]),
    ]
    title = _("Of a hundred that begin, how many come to each stage")
    return {
        "steps": steps,
        "arriving": ours,
        "curves": CURVES,
        "drawing": line(series, along, title=title, width=760, height=260),
        "known": any(step.decided for step in steps),
    }


def _fitting(name: str, most: int = 16) -> str:
    """As much of a name as stands below a line chart; the table has it in full."""
    return name if len(name) <= most else name[: most - 2].rstrip() + "…"


def _stretched(left: Sequence[float], places: int) -> list[float | None]:
    """A published curve of few steps over our stages, straight between its steps, in percent of its beginning."""
    found: list[float | None] = []
    for place in range(places):
        at = place * (len(left) - 1) / max(1, places - 1)
        low = min(int(at), len(left) - 2)
        found.append((left[low] + (left[low + 1] - left[low]) * (at - low)) / left[0] * 100)
    return found


def _flow(found: Sequence[Row], wanted: Wanted, now: datetime) -> dict[str, Any]:
    past = history(found)
    ends = months(found, timezone.localdate(now))
    names = (_("Released"), _("Stopped"))
    columns = [(day(one.first, "LLL"), (one.released, one.stopped)) for one in ends]
    late = aged(found, now)
    return {
        "times": times(past, now),
        "months": ends,
        "drawing": drawing.columns(columns, title=_("Projects that ended, by month"), names=names),
        "law": law(found, now),
        "aged": late[:AGED],
        "over": sum(one.used > 1 for one in late),
        "within": max(0, len(late) - AGED),
    }


VIEWS: dict[str, Callable[[Sequence[Row], Wanted, datetime], dict[str, Any]]] = {
    "value": _value,
    "balance": _balance,
    "ranking": _ranking,
    "funnel": _funnel,
    "flow": _flow,
}
