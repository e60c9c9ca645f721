"""What the pages of reviews show."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.kit.pages.dates import day
from desireline.kit.paging.api import decode, number_in, page_of
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may
from desireline.prove.portfolio.models import Review, ReviewItem
from desireline.prove.portfolio.reviewing import items_for
from desireline.prove.portfolio.rows import counted
from desireline.prove.portfolio.words import KIND, key_label

SIZE = 20


def reviews_page(person: Person | None, after: str | None) -> dict[str, Any]:
    """Reviews by day, the newest first, with how much of their agenda is decided."""
    seen = Q(items__project__isnull=True) | Q(items__project__in=counted(person).values("pk"))
    shown = seen & Q(items__isnull=False, items__dropped_at__isnull=True)
    rows = Review.objects.annotate(
        points=Count("items", filter=shown),
        decided=Count("items", filter=shown & Q(items__decided_at__isnull=False)),
    ).order_by("-on", "-pk")
    key = decode(after, length=2)
    if key and (last := _day(key[0])) and (pk := number_in(key[1])):
        rows = rows.filter(Q(on__lt=last) | Q(on=last, pk__lt=pk))
    page = page_of(list(rows[: SIZE + 1]), size=SIZE, key=lambda one: [one.on.isoformat(), one.pk])
    return {"page": page, "steward": may(person, Permission.EDIT_PORTFOLIO)}


def _day(said: object) -> date | None:
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        return None


def review_page(review: Review, person: Person | None) -> dict[str, Any]:
    """One review with what of its agenda this person may read."""
    steward = may(person, Permission.EDIT_PORTFOLIO)
    return {
        "review": review,
        "items": [
            {"row": item, "kind": KIND[item.kind], "about": about(item)} for item in items_for(review, person)
        ],
        "steward": steward,
        "open": steward and review.closed_at is None,
        "past": review.on < timezone.localdate(),
    }


def about(item: ReviewItem) -> str:
    """Why it is on the agenda, in words of the reader's language."""
    facts, kind = item.facts, ReviewItem.Kind
    if item.kind == kind.OVERDUE:
        return str(_("%(days)s days in its stage, which should take %(limit)s") % facts)
    if item.kind == kind.HELD:
        return str(_("On hold for %(days)s days") % facts)
    if item.kind == kind.GATE:
        return _("Its gate is due on %(day)s") % {"day": day(date.fromisoformat(facts["due"]))}
    if item.kind == kind.NEW:
        return _("Begun since the last review")
    if item.kind == kind.TARGET:
        return _("%(name)s: %(share)s %% of the effort, %(target)s %% aimed at") % {
            "name": key_label(facts["axis"], facts["key"]),
            "share": facts["share"],
            "target": facts["target"],
        }
    return item.text
