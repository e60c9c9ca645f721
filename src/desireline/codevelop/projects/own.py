"""What somebody of our own takes along of their projects, and what is forgotten when they leave for good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q

from desireline.codevelop.projects.models import Project, ProjectMember
from desireline.codevelop.stages.api import Gatekeeper
from desireline.people.identity.api import Person


def projects(person: Person) -> Iterable[Mapping[str, object]]:
    """Projects that they own or work on; never confidential ones, which leave in no file."""
    rows = Project.objects.filter(Q(owner=person) | Q(members__person=person), confidential=False)
    return rows.order_by("id").distinct().values("id", "slug", "title", "state", "created")


def forget(person: Person) -> None:
    """They own, work on and decide nothing any more. What they wrote for a project stays the project's."""
    ProjectMember.objects.filter(person=person).delete()
    Gatekeeper.objects.filter(person=person).delete()
    Project.objects.filter(owner=person).update(owner=None)
