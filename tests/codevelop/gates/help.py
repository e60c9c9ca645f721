"""What tests of gates need."""

from __future__ import annotations

from desireline.codevelop.gates import api as gates
from desireline.codevelop.gates.models import GateDecision
from desireline.codevelop.projects.models import Project
from desireline.codevelop.stages.api import Criterion
from desireline.people.identity.api import Person


def rate(project: Project, *, by: Person, musts: int = 10, shoulds: int = 7, note: str = "") -> None:
    """A whole scorecard: the same mark for every must, and for every should."""
    assert project.stage is not None
    asked = list(Criterion.objects.filter(stage=project.stage))
    marks = {one.pk: musts if one.must else shoulds for one in asked}
    gates.rate(project, by=by, marks=marks, notes={asked[0].pk: note} if note else {})


def decide(project: Project, verdict: str = "go", *, by: Person, **values: object) -> GateDecision:
    """A decision on the project as it is now."""
    project.refresh_from_db()
    given = {"reason": "Because.", "version": project.version, "anyway": True} | values
    made = gates.decide(project, verdict=verdict, by=by, **given)  # type: ignore[arg-type]
    project.refresh_from_db()
    return made


def stage_of(project: Project) -> str:
    return project.stage.slug if project.stage else ""
