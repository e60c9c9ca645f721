"""Telling who follows a future or an outcome what becomes of it, once each. For jobs: again is harmless.

What follows the `#` in an address names the piece of news, so that nobody is told of it twice.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from desireline.futures.futures.models import FutureVersion
from desireline.futures.outcomes.models import Attainment, DesiredOutcome
from desireline.people.identity.api import Person
from desireline.people.notices.api import notify, told

FUTURE, OUTCOME = "future", "outcome"


def tell_published(future: int, version: int) -> int:
    """A future was published anew; nobody where a newer version follows in the meantime. How many were told."""
    rows = FutureVersion.objects.filter(future=future).select_related("future", "by")
    last = rows.order_by("-number").first()
    if last is None or last.number != version:
        return 0
    url = f"{reverse('future', args=[last.future.slug])}#version-{version}"
    return notify(
        FUTURE,
        topic=f"future:{future}",
        title=format_lazy(_("{title}: published anew"), title=last.future.title),
        text=last.note,
        url=url,
        by=last.by,
        skip=told(FUTURE, url),
    )


def tell_added(outcome: int, *, by: int) -> int:
    """A future has one more outcome. How many were told."""
    row = _outcome(outcome)
    if row is None:
        return 0
    url = reverse("outcome", args=[row.slug])
    return notify(
        FUTURE,
        topic=f"future:{row.future_id}",
        title=format_lazy(_("{title}: a new desired outcome"), title=row.future.title),
        text=row.statement,
        url=url,
        by=Person.objects.filter(pk=by).first(),
        skip=told(FUTURE, url),
    )


def tell_worded(outcome: int, *, by: int, at: int) -> int:
    """An outcome is in other words, or measured otherwise, since the moment `at` (milliseconds). How many were told."""
    row = _outcome(outcome)
    if row is None:
        return 0
    url = f"{reverse('outcome', args=[row.slug])}#worded-{at}"
    return notify(
        OUTCOME,
        topic=f"outcome:{outcome}",
        title=_("A desired outcome was put anew"),
        text=row.statement,
        url=url,
        by=Person.objects.filter(pk=by).first(),
        skip=told(OUTCOME, url),
    )


def tell_reached(outcome: int, count: int) -> int:
    """So many people have reached it; nobody where some took that back meanwhile. How many were told."""
    row = _outcome(outcome)
    if row is None or Attainment.objects.filter(outcome=outcome).count() < count:
        return 0
    words = ngettext_lazy(
        "%(count)s person has reached what you follow",
        "%(count)s people have reached what you follow",
        "count",
    )
    url = f"{reverse('outcome', args=[row.slug])}#reached-{count}"
    return notify(
        OUTCOME,
        topic=f"outcome:{outcome}",
        title=words % {"count": count},
        text=row.statement,
        url=url,
        skip=told(OUTCOME, url),
    )


def _outcome(pk: int) -> DesiredOutcome | None:
    rows = DesiredOutcome.objects.select_related("future")
    return rows.filter(pk=pk, archived__isnull=True).first()
