"""A person's notices, the newest first."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from desireline.kit.paging.api import Page, latest
from desireline.people.identity.models import Person
from desireline.people.notices.models import Notice
from desireline.people.notices.seeing import still_seen

SIZE = 30


def page_for(person: Person, *, after: str | None) -> Page[Notice]:
    """A page of what is shown in the app, in few queries. What the person may no longer see counts as read."""
    rows = Notice.objects.filter(person=person, in_app=True).select_related("by__picture")
    page: Page[Notice] = latest(rows, after, size=SIZE)
    shown = still_seen(person, page.rows)
    gone = {notice.pk for notice in page.rows} - {notice.pk for notice in shown}
    if gone:
        Notice.objects.filter(pk__in=gone, read_at__isnull=True).update(read_at=timezone.now())
    return replace(page, rows=shown)
