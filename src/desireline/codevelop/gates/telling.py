"""Who works on a project hears what was decided about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from desireline.codevelop.gates.models import GateDecision
from desireline.codevelop.gates.words import what_happened
from desireline.codevelop.projects.models import Project, ProjectMember
from desireline.people.notices.api import notify

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

KIND = "gate"


def those_at_work(project: Project) -> set[int]:
    """Members and the owner."""
    found = set(ProjectMember.objects.filter(project=project).values_list("person_id", flat=True))
    return found | ({project.owner_id} if project.owner_id else set())


def tell(decision: GateDecision, *, by: Person) -> None:
    project = decision.project
    _tell(
        project,
        format_lazy("{title}: {what}", title=project.title, what=what_happened(decision)),
        decision.reason,
        by,
    )


def tell_undone(decision: GateDecision, *, by: Person) -> None:
    project = decision.project
    _tell(project, format_lazy(_("{title}: the last decision was taken back"), title=project.title), "", by)


def _tell(project: Project, title: object, text: str, by: Person) -> None:
    notify(
        KIND,
        topic=f"project:{project.pk}",
        title=title,
        text=text,
        url=reverse("project_decisions", args=[project.slug]),
        by=by,
        to=those_at_work(project),
    )
