"""The case on the page of its project, and what the portfolio adds to the menu and the settings."""

from __future__ import annotations

from django.http import HttpRequest

from desireline.codevelop.projects.api import Project, ProjectPanel
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may, viewer
from desireline.prove.portfolio.case_page import bet_of
from desireline.prove.portfolio.casing import case_of, may_write
from desireline.prove.portfolio.models import DISCIPLINES
from desireline.prove.portfolio.words import AMBITION, DISCIPLINE, HORIZON_SHORT


def panel(project: Project, person: Person | None) -> ProjectPanel | None:
    """Only for those who may see the portfolio; never in the showcase."""
    if not may(person, Permission.SEE_PORTFOLIO):
        return None
    case = case_of(project)
    context = {
        "case": case,
        "bet": bet_of(case),
        "shares": [(DISCIPLINE[name], getattr(case, name)) for name in DISCIPLINES if getattr(case, name)],
        "horizon": HORIZON_SHORT.get(case.horizon or 0),
        "ambition": AMBITION.get(case.ambition),
        "writes": may_write(person, project),
    }
    return ProjectPanel("portfolio/_panel.html", context, order=60)


def sees(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.SEE_PORTFOLIO)
