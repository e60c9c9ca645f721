"""Review meetings: called, their agenda made from what is due, decisions written down, closed."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must
from desireline.prove.portfolio.agenda import agenda
from desireline.prove.portfolio.models import Review, ReviewItem
from desireline.prove.portfolio.rows import counted, rows
from desireline.prove.portfolio.targets import aims

STEP = 10


@transaction.atomic
def call_review(*, by: Person, on: date, title: str = "") -> Review:
    """A review on that day, its agenda made from what is due by then."""
    must(by, Permission.EDIT_PORTFOLIO)
    made = Review.objects.create(on=on, title=title.strip()[:120] or _("Review of the portfolio"), by=by)
    renew(made, by=by)
    return made


@transaction.atomic
def renew(review: Review, *, by: Person) -> int:
    """Add what has become due since; what stands there, or was taken off, is left alone. How many were added."""
    _open(review, by)
    last = Review.objects.filter(on__lt=review.on).order_by("-on", "-pk").first()
    since = _noon(last.on) if last else None
    due = agenda(rows(by), aims(), on=review.on, now=timezone.now(), since=since)
    there = {_same(one.project_id, one.facts) for one in review.items.all()}
    new = [one for one in due if _same(one.project, one.facts) not in there]
    place = _last_place(review)
    ReviewItem.objects.bulk_create(
        ReviewItem(
            review=review, kind=one.kind, project_id=one.project, facts=one.facts, position=place + n * STEP
        )
        for n, one in enumerate(new, start=1)
    )
    return len(new)


@transaction.atomic
def add_item(review: Review, *, by: Person, text: str) -> ReviewItem:
    """A point of one's own."""
    _open(review, by)
    if not text.strip():
        raise Refused(_("Say what it is about."), field="text")
    return ReviewItem.objects.create(
        review=review, kind=ReviewItem.Kind.OWN, text=text.strip()[:300], position=_last_place(review) + STEP
    )


@transaction.atomic
def decide_item(item: ReviewItem, *, by: Person, decision: str) -> ReviewItem:
    """Write down in words what was decided; empty takes it back. Real gate decisions are made at the gate."""
    _open(item.review, by)
    item.decision = decision.strip()[:5000]
    item.decided_by, item.decided_at = (by, timezone.now()) if item.decision else (None, None)
    item.save(update_fields=["decision", "decided_by", "decided_at"])
    return item


@transaction.atomic
def drop_item(item: ReviewItem, *, by: Person, undo: bool = False) -> None:
    """Take a point off the agenda, or put it back."""
    _open(item.review, by)
    ReviewItem.objects.filter(pk=item.pk).update(dropped_at=None if undo else timezone.now())


@transaction.atomic
def shift_item(item: ReviewItem, *, by: Person, way: str) -> None:
    """One place up or down the agenda."""
    _open(item.review, by)
    items = list(item.review.items.filter(dropped_at__isnull=True))
    at = next((n for n, one in enumerate(items) if one.pk == item.pk), None)
    to = None if at is None else at + (-1 if way == "up" else 1)
    if at is None or to is None or not 0 <= to < len(items):
        return
    items[at], items[to] = items[to], items[at]
    for place, one in enumerate(items, start=1):
        one.position = place * STEP
    ReviewItem.objects.bulk_update(items, ["position"])


@transaction.atomic
def write_review(review: Review, *, by: Person, on: date, title: str, notes: str) -> Review:
    _open(review, by)
    review.on, review.title, review.notes = on, title.strip()[:120], notes
    review.save(update_fields=["on", "title", "notes"])
    return review


@transaction.atomic
def close_review(review: Review, *, by: Person, undo: bool = False) -> None:
    """The minutes stay as they are from now on; `undo` opens them again."""
    must(by, Permission.EDIT_PORTFOLIO)
    Review.objects.filter(pk=review.pk).update(
        closed_at=None if undo else timezone.now(), closed_by=None if undo else by
    )


def items_for(review: Review, person: Person | None) -> QuerySet[ReviewItem]:
    """The agenda as this person may read it: points on projects that do not count for them are not there."""
    seen = Q(project__isnull=True) | Q(project__in=counted(person).values("pk"))
    return (
        review.items.filter(seen, dropped_at__isnull=True)
        .select_related("project__stage", "project__owner", "decided_by")
        .order_by("position", "pk")
    )


def _open(review: Review, by: Person) -> None:
    must(by, Permission.EDIT_PORTFOLIO)
    if review.closed_at is not None:
        raise Refused(_("This review is closed. Open it again to change it."))


def _last_place(review: Review) -> int:
    return review.items.aggregate(last=Max("position"))["last"] or 0


def _same(project: int | None, facts: dict[str, object]) -> tuple[object, object, object]:
    return project, facts.get("axis"), facts.get("key") if project is None else None


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
