"""Who may be a candidate at all."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from desireline.people.identity.api import Person
from desireline.people.roles.api import STAFF
from desireline.understand.leads.models import LeadOptOut

# Customers who can be reached: never our own people, who was shut out, or who left.
_REACHED = {"is_active": True, "erased__isnull": True}


def may_be(prefix: str = "") -> Q:
    """A condition for people, or with a prefix for rows that point at them: customers who did not opt out."""
    out = LeadOptOut.objects.filter(ended__isnull=True, person=OuterRef(f"{prefix}pk"))
    reached = Q(**{f"{prefix}{key}": value for key, value in _REACHED.items()})
    return reached & ~Q(**{f"{prefix}role__in": STAFF}) & ~Q(Exists(out))


def opted_out(person: Person) -> bool:
    """Whether the person does not want to be looked at as a lead customer."""
    return LeadOptOut.objects.filter(person=person, ended__isnull=True).exists()
