"""Who may be a candidate at all."""

from __future__ import annotations

from django.db.models import Q

from desireline.people.roles.api import STAFF

# Customers who can sign in or be reached: never our own people, who was shut out, or who left.
CANDIDATES = Q(is_active=True, erased__isnull=True) & ~Q(role__in=STAFF)
