"""What the page of a project shows of its gate and of the decisions about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desireline.codevelop.gates.access import may_decide
from desireline.codevelop.gates.log import decisions as log
from desireline.codevelop.gates.reading import gate_of
from desireline.codevelop.gates.scoring import visit_of
from desireline.codevelop.gates.way import fast_track_of, next_stage
from desireline.codevelop.projects.models import Project
from desireline.codevelop.projects.panels import ProjectPanel
from desireline.people.roles.api import Permission, may

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

SHORT = 5


def gate(project: Project, person: Person | None) -> ProjectPanel | None:
    """How far the next gate is, for the team."""
    if person is None or not may(person, Permission.CODEVELOP):
        return None
    visit = visit_of(project)
    if visit is None:
        return None
    shown = {
        "gate": gate_of(visit, person),
        "next": next_stage(project),
        "decides": may_decide(person, project.stage_id),
        "fast": fast_track_of(project),
        "steward": may(person, Permission.EDIT_PORTFOLIO),
    }
    return ProjectPanel("gates/_gate.html", shown, order=10, beside=True)


def decisions(project: Project, person: Person | None) -> ProjectPanel | None:
    """The last decisions, for the team."""
    if person is None or not may(person, Permission.CODEVELOP):
        return None
    found = log(project, person, size=SHORT)
    return ProjectPanel("gates/_decisions.html", {"page": found}, order=60) if found.rows else None
