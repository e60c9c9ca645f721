"""What the pages of a gate show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desireline.codevelop.gates.access import may_decide
from desireline.codevelop.gates.fast import evidence_of
from desireline.codevelop.gates.forms import DecisionForm, FastTrackForm
from desireline.codevelop.gates.reading import gate_of
from desireline.codevelop.gates.scoring import visit_of
from desireline.codevelop.gates.way import ahead, fast_track_of, next_stage
from desireline.codevelop.projects.models import Project
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may


def gate_page(
    project: Project, person: Person, *, given: Mapping[int, int] | None = None, error: str = ""
) -> dict[str, Any]:
    """The gate before the project. `given`: marks that were sent and refused."""
    visit = visit_of(project)
    gate = gate_of(visit, person) if visit else None
    mine = {pk: score.value for pk, score in gate.mine.items()} if gate else {}
    notes = {pk: score.note for pk, score in gate.mine.items()} if gate else {}
    return {
        "project": project,
        "gate": gate,
        "marks": mine if given is None else given,
        "written": notes,
        "error": error,
        "next": next_stage(project),
        "fast": fast_track_of(project),
        "decides": may_decide(person, project.stage_id),
        "steward": may(person, Permission.EDIT_PORTFOLIO),
    }


def decision_page(project: Project, person: Person, form: DecisionForm, *, asked: str = "") -> dict[str, Any]:
    """The form of a decision beside what lies on the table. `asked` is the stage where the board would have it."""
    visit, onward = visit_of(project), next_stage(project)
    further = (
        bool(asked)
        and asked in {one.slug for one in ahead(project)}
        and (onward is None or onward.slug != asked)
    )
    return {
        "project": project,
        "form": form,
        "gate": gate_of(visit, person) if visit else None,
        "next": onward,
        "further": further,
        "steward": may(person, Permission.EDIT_PORTFOLIO),
    }


def fast_page(project: Project, person: Person, form: FastTrackForm) -> dict[str, Any]:
    return {
        "project": project,
        "form": form,
        "evidence": evidence_of(project, by=person),
        "fast": fast_track_of(project),
        "ahead": ahead(project),
    }
