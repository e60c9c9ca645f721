"""Accounts by value, the largest first."""

from __future__ import annotations

from django.db.models import Count, Q

from desireline.kit.paging.api import Page, decode, page_of
from desireline.people.accounts.models import Account

SIZE = 50


def page_for(*, query: str, after: str | None) -> Page[Account]:
    """A page of accounts with `members`, the number of their people. One query."""
    rows = Account.objects.annotate(members=Count("memberships")).order_by("-value", "-id")
    if query:
        rows = rows.filter(Q(name__icontains=query) | Q(domain__icontains=query))
    key = decode(after, length=2)
    if key and isinstance(key[0], str) and isinstance(key[1], int) and key[0].replace(".", "", 1).isdecimal():
        rows = rows.filter(Q(value__lt=key[0]) | Q(value=key[0], id__lt=key[1]))
    return page_of(list(rows[: SIZE + 1]), size=SIZE, key=lambda account: [str(account.value), account.pk])
