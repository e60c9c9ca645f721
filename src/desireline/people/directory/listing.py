"""People for the team's list: the newest first, with search and filters."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from desireline.kit.paging.api import Page, latest
from desireline.people.identity.models import Person
from desireline.people.roles.rules import STAFF, Role

SIZE = 50
FILTERS = ("", "staff", "new", "blocked")


def page_for(*, query: str, only: str, after: str | None) -> Page[Person]:
    """A page of people with their accounts. One query; erased people are not in it."""
    rows = _filtered(Person.objects.filter(erased__isnull=True), only).select_related("account", "picture")
    if query:
        rows = rows.filter(
            Q(name__icontains=query) | Q(email__icontains=query) | Q(account__name__icontains=query)
        )
    return latest(rows, after, size=SIZE)


def _filtered(rows: QuerySet[Person], only: str) -> QuerySet[Person]:
    if only == "staff":
        return rows.filter(role__in=STAFF)
    if only == "new":
        return rows.filter(trust=Person.Trust.NEW, role=Role.CUSTOMER, is_active=True)
    return rows.filter(is_active=False) if only == "blocked" else rows
