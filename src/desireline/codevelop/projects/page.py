"""What the page of a project shows, and the lists of projects."""

from __future__ import annotations

from typing import Any

from desireline.codevelop.projects.access import leads
from desireline.codevelop.projects.forms import staff
from desireline.codevelop.projects.listing import outcomes_seen
from desireline.codevelop.projects.models import Project, Visit
from desireline.codevelop.projects.origins import behind, origins
from desireline.codevelop.projects.panels import panels_for
from desireline.codevelop.projects.words import HUES, ICONS, days_since, state_words, way_words
from desireline.codevelop.stages.api import stages
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may


def project_page(project: Project, person: Person | None) -> dict[str, Any]:
    team = may(person, Permission.SEE_TEAM)
    editor = may(person, Permission.CODEVELOP)
    panels = panels_for(project, person)
    return {
        "project": project,
        "outcome": project.outcome if outcomes_seen(person, [project]) else None,
        "strip": strip(project),
        "days": days_since(project.entered),
        "states": state_words(),
        "hues": HUES,
        "icons": ICONS,
        "members": [row.person for row in project.members.select_related("person").order_by("id")]
        if team
        else [],
        "offered": list(staff().exclude(pk__in=project.members.values("person"))) if editor else [],
        "origins": origins(project, person),
        "behind": behind(project, person),
        "ways": way_words(),
        "panels": [one for one in panels if not one.beside],
        "panels_beside": [one for one in panels if one.beside],
        "team": team,
        "editor": editor,
        "leads": leads(project, person),
    }


def strip(project: Project) -> list[dict[str, Any]]:
    """Every stage with the visits that the project made: where it is, where it was, and how often."""
    made: dict[int, list[Visit]] = {}
    for visit in project.visits.select_related("stage").order_by("entered", "id"):
        made.setdefault(visit.stage_id, []).append(visit)
    rows = stages()
    known = {stage.pk for stage in rows}
    rows += [visits[0].stage for pk, visits in made.items() if pk not in known]
    return [
        {"stage": stage, "visits": made.get(stage.pk, []), "here": project.stage_id == stage.pk}
        for stage in rows
    ]
