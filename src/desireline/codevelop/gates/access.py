"""Who may decide at a gate."""

from __future__ import annotations

from django.http import Http404

from desireline.codevelop.gates.models import GateDecision
from desireline.codevelop.projects.access import project_write
from desireline.codevelop.projects.models import Project
from desireline.codevelop.stages.models import Gatekeeper
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may


def may_decide(person: Person | None, stage_id: int | None) -> bool:
    """Stewards at every gate, gatekeepers at theirs."""
    if may(person, Permission.DECIDE_GATES):
        return True
    if person is None or stage_id is None or not may(person, Permission.CODEVELOP):
        return False
    return Gatekeeper.objects.filter(stage_id=stage_id, person=person).exists()


def to_decide(person: Person | None, slug: str, *, late: bool = False) -> Project:
    """The project, for who may decide at its gate now; 404 for everyone else. `late`: also for gatekeepers of another
    stage, who looked at it when it still was in theirs and are told where it went.
    """
    project = project_write(person, slug)
    if may_decide(person, project.stage_id):
        return project
    if late and Gatekeeper.objects.filter(person=person).exists():
        return project
    raise Http404


def to_undo(person: Person | None, slug: str, pk: int) -> GateDecision:
    """A decision of the project, for who may decide at that gate; 404 for everyone else."""
    project = project_write(person, slug)
    found = (
        GateDecision.objects.filter(project=project, pk=pk).select_related("visit", "project", "to").first()
    )
    if found is None or not may_decide(person, found.visit.stage_id):
        raise Http404
    return found
