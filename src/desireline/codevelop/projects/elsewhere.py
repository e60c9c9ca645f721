"""Projects on the pages of what they grew out of: the outcome, the idea, the theme."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from desireline.codevelop.projects.models import Project
from desireline.codevelop.projects.words import HUES, ICONS, state_words
from desireline.futures.outcomes.api import DesiredOutcome
from desireline.futures.outcomes.api import Panel as OutcomePanel
from desireline.listen.ideas.api import Idea, IdeaPanel
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may
from desireline.understand.themes.api import Theme, ThemePanel

MOST = 8
_FIELDS = ("slug", "title", "state", "stage__name")


def _rows(person: Person | None, wanted: Q) -> list[dict[str, Any]]:
    """Of the projects that the person may see; what is confidential is named on no page but its own."""
    seen = Project.objects.visible_to(person).filter(wanted, confidential=False)
    return list(seen.order_by("-created", "-id").values(*_FIELDS).distinct()[:MOST])


def _context(rows: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"rows": rows, "states": state_words(), "hues": HUES, "icons": ICONS, **more}


def of_outcome(outcome: DesiredOutcome, person: Person | None) -> OutcomePanel | None:
    """What is in the making for the outcome; for the team also how to begin."""
    starts = may(person, Permission.CODEVELOP) and outcome.archived is None
    rows = _rows(person, Q(outcome=outcome))
    if not rows and not starts:
        return None
    context = _context(rows, seed=f"outcome={outcome.slug}" if starts else "")
    return OutcomePanel("projects/_of_outcome.html", context, order=40)


def of_idea(idea: Idea, person: Person | None) -> IdeaPanel | None:
    """The projects to which an idea led, also by what was merged into it; for the team also how to begin one."""
    starts = may(person, Permission.CODEVELOP) and idea.state == Idea.State.PUBLISHED
    rows = _rows(person, Q(origins__idea=idea.pk) | Q(origins__idea__merged_into=idea.pk))
    if not rows and not starts:
        return None
    return IdeaPanel(
        "projects/_of_origin.html", _context(rows, seed=f"idea={idea.pk}" if starts else ""), order=30
    )


def of_theme(theme: Theme, person: Person) -> ThemePanel | None:
    """The projects that grew out of a theme; for the team also how to begin one."""
    starts = may(person, Permission.CODEVELOP)
    rows = _rows(person, Q(origins__theme=theme))
    if not rows and not starts:
        return None
    return ThemePanel(
        "projects/_of_origin.html", _context(rows, seed=f"theme={theme.pk}" if starts else ""), order=30
    )
