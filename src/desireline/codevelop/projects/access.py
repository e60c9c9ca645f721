"""One project for one person, or the page does not exist."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from desireline.codevelop.projects.models import Project, ProjectMember
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may

__all__ = ["leads", "project_read", "project_write"]


def project_read(person: Person | None, slug: str) -> Project:
    """A project that the person may see, with its stage, owner, outcome and audience."""
    rows: Any = Project.objects.visible_to(person)
    found: Project | None = (
        rows.select_related("stage", "owner", "outcome__future", "audience").filter(slug=slug).first()
    )
    if found is None:
        raise Http404
    return found


def project_write(person: Person | None, slug: str) -> Project:
    """A project that the person may work on: everyone of the team who sees it."""
    if not may(person, Permission.CODEVELOP):
        raise Http404
    return project_read(person, slug)


def leads(project: Project, person: Person | None) -> bool:
    """Whether the person is its owner, one of its members, or a steward. These decide who else may see it."""
    if person is None or not may(person, Permission.CODEVELOP):
        return False
    if may(person, Permission.EDIT_PORTFOLIO) or project.owner_id == person.pk:
        return True
    return ProjectMember.objects.filter(project=project, person=person).exists()
