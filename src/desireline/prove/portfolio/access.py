from __future__ import annotations

from django.http import Http404

from desireline.codevelop.projects.api import Project
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may
from desireline.prove.portfolio.models import Review
from desireline.prove.portfolio.rows import counted


def case_read(person: Person | None, slug: str) -> Project:
    """A project whose case the person may read."""
    found: Project | None = counted(person).select_related("outcome", "owner").filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def review_read(person: Person | None, pk: int) -> Review:
    found = Review.objects.filter(pk=pk).first() if may(person, Permission.SEE_PORTFOLIO) else None
    if found is None:
        raise Http404
    return found
