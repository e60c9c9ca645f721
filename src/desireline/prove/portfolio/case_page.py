"""What the page and the panel of one project's case show."""

from __future__ import annotations

from typing import Any

from desireline.codevelop.projects.api import Project
from desireline.maths.portfolio import Bet
from desireline.people.identity.api import Person
from desireline.prove.portfolio.casing import case_of, may_write
from desireline.prove.portfolio.models import DISCIPLINES, CaseChange, ProjectCase
from desireline.prove.portfolio.words import AMBITION, DISCIPLINE, FIELD, HORIZON, MEANT

CHANGES = 30


def case_page(project: Project, person: Person | None) -> dict[str, Any]:
    """The case in figures, and the newest of its changes."""
    case = case_of(project)
    return {
        "project": project,
        "case": case,
        "bet": bet_of(case),
        "shares": [(DISCIPLINE[name], getattr(case, name)) for name in DISCIPLINES if getattr(case, name)],
        "changes": [_told(change) for change in _changes(case)],
        "horizons": HORIZON,
        "ambitions": AMBITION,
        "meant": MEANT,
        "disciplines": DISCIPLINE,
        "writes": may_write(person, project),
    }


def bet_of(case: ProjectCase) -> Bet | None:
    """What goes into the expected value, or None while something of it is missing."""
    if case.value is None or case.technical is None or case.commercial is None or case.development is None:
        return None
    return Bet(
        value=float(case.value),
        technical=case.technical,
        commercial=case.commercial,
        development=float(case.development),
        commercialisation=float(case.commercialisation or 0),
    )


def _changes(case: ProjectCase) -> list[CaseChange]:
    if case.version == 0:
        return []
    return list(case.changes.select_related("by").order_by("-at", "-pk")[:CHANGES])


def _told(change: CaseChange) -> dict[str, Any]:
    return {
        "by": change.by,
        "at": change.at,
        "why": change.why,
        "what": [
            (FIELD[name], _said(name, pair[0]), _said(name, pair[1]))
            for name, pair in change.what.items()
            if name in FIELD
        ],
    }


def _said(name: str, value: Any) -> str:
    if value in (None, ""):
        return "–"
    if name == "ambition":
        return str(AMBITION.get(value, value))
    if name in ("technical", "commercial"):
        return f"{value * 100:g} %"
    return f"{value:g} %" if name in DISCIPLINES else f"{value:,.10g}"
