"""A person's notices, the newest first."""

from __future__ import annotations

from desireline.kit.paging.api import Page, decode, page_of
from desireline.people.identity.models import Person
from desireline.people.notices.models import Notice

SIZE = 30


def page_for(person: Person, *, after: str | None) -> Page[Notice]:
    """A page of what is shown in the app. One query."""
    rows = Notice.objects.filter(person=person, in_app=True).select_related("by").order_by("-id")
    key = decode(after, length=1)
    if key and isinstance(key[0], int):
        rows = rows.filter(id__lt=key[0])
    return page_of(list(rows[: SIZE + 1]), size=SIZE, key=lambda notice: [notice.pk])
