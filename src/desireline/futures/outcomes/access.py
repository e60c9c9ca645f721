from __future__ import annotations

from django.http import Http404

from desireline.futures.outcomes.models import DesiredOutcome
from desireline.people.audiences.api import visible_ids
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may


def outcome_read(person: Person | None, slug: str) -> DesiredOutcome:
    """An outcome that the person may see; editors also see those of unpublished futures and archived ones."""
    if may(person, Permission.EDIT_FUTURES):
        rows = DesiredOutcome.objects.filter(future__audience_id__in=visible_ids(person))
    else:
        rows = DesiredOutcome.objects.visible_to(person)
    outcome: DesiredOutcome | None = rows.select_related("future", "owner").filter(slug=slug).first()
    if outcome is None:
        raise Http404
    return outcome


def outcome_write(person: Person | None, slug: str) -> DesiredOutcome:
    if not may(person, Permission.EDIT_FUTURES):
        raise Http404
    return outcome_read(person, slug)
