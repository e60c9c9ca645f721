"""What the filters of the portfolio offer: only what some project has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from desireline.prove.portfolio.filters import VIEWS, Wanted
from desireline.prove.portfolio.rows import Row
from desireline.prove.portfolio.words import DISCIPLINE, HORIZON_SHORT


def address(wanted: Wanted, **changes: Any) -> str:
    """The portfolio with these changes."""
    query = wanted.query(**changes)
    return reverse("portfolio") + (f"?{query}" if query else "")


def choices(rows: Sequence[Row]) -> dict[str, list[tuple[Any, Any]]]:
    """Options of each filter as (value, words), by name."""
    owners = {row.owner: row.owner_name or _("No name") for row in rows if row.owner}
    futures = {row.future: row.future_title for row in rows}
    outcomes = {row.outcome: row.statement for row in rows}
    return {
        "owner": [("", _("All owners")), *_by_name(owners)],
        "future": [("", _("All futures")), *_by_name(futures)],
        "outcome": [("", _("All outcomes")), *_by_name(outcomes)],
        "discipline": [("", _("All disciplines")), *DISCIPLINE.items()],
        "horizon": [("", _("All horizons")), *HORIZON_SHORT.items()],
    }


def tabs(wanted: Wanted) -> list[dict[str, Any]]:
    words = {
        "value": _("Value and chance"),
        "balance": _("Balance"),
        "ranking": _("Budget"),
        "funnel": _("Funnel"),
        "flow": _("Flow"),
    }
    return [
        {"label": words[view], "url": address(wanted, view=view), "current": view == wanted.view}
        for view in VIEWS
    ]


def _by_name(found: dict[Any, str]) -> list[tuple[Any, str]]:
    return sorted(found.items(), key=lambda pair: pair[1].casefold())
