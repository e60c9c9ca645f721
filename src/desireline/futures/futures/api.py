"""Futures: where an organisation wants a group of people to be."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.futures.futures.events import FuturePublished
from desireline.futures.futures.models import Future, FutureDraft, FutureVersion
from desireline.futures.futures.parts import LINKS
from desireline.futures.slugs import free_slug
from desireline.kit.errors import Refused
from desireline.kit.events import publish as tell
from desireline.kit.options.api import bump
from desireline.people.audiences.api import Audience
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must

__all__ = [
    "CONTENT",
    "LINKS",
    "Future",
    "archive",
    "cards",
    "content_of",
    "create",
    "discard_draft",
    "draft_of",
    "publish",
    "restore",
    "save",
    "shown",
]

CONTENT = (
    "group",
    "title",
    "present_context",
    "desired_state",
    "story",
    "horizon",
    "picture_id",
    "picture_text",
    "promise_value",
    "promise_access",
    "promise_choice",
)


def content_of(future: Future) -> dict[str, Any]:
    """What readers see, as JSON-able values."""
    found = {name: getattr(future, name) for name in CONTENT}
    found["horizon"] = future.horizon.isoformat() if future.horizon else None
    return found


def draft_of(future: Future) -> dict[str, Any]:
    """What the editor sees: the waiting draft, or the published content."""
    draft = FutureDraft.objects.filter(future=future).first()
    return {**content_of(future), **(draft.content if draft else {})}


def shown(person: Person | None) -> Any:
    """Published futures that the person may see, in their order."""
    return Future.objects.visible_to(person).filter(published__isnull=False, archived__isnull=True)


def cards(person: Person | None) -> list[Future]:
    """Published futures with the number of their outcomes. One query."""
    live = Count("outcomes", filter=Q(outcomes__archived__isnull=True))
    return list(
        shown(person).select_related("picture").annotate(outcome_count=live).order_by("position", "id")
    )


def _apply(future: Future, content: dict[str, Any]) -> None:
    for name in CONTENT:
        if name in content:
            value = content[name]
            if name == "horizon" and isinstance(value, str):
                value = date.fromisoformat(value) if value else None
            setattr(future, name, value)


@transaction.atomic
def create(*, by: Person, audience: Audience, title: str, **content: Any) -> Future:
    """A new future, not published yet. `content`: any of CONTENT."""
    must(by, Permission.EDIT_FUTURES)
    future = Future(
        slug=free_slug(Future, title),
        title=title,
        audience=audience,
        owner=by,
        position=Future.objects.count(),
    )
    _apply(future, content)
    future.save()
    bump("site")
    return future


@transaction.atomic
def save(future: Future, *, by: Person, audience: Audience | None = None, **content: Any) -> None:
    """Keep changes: in the draft while the future is published, at once while it is not."""
    must(by, Permission.EDIT_FUTURES)
    future.refresh_from_db()
    if audience is not None and audience.pk != future.audience_id:
        future.audience = audience
        Future.objects.filter(pk=future.pk).update(audience=audience)
        bump("site")
    horizon = content.get("horizon")
    if isinstance(horizon, date):
        content["horizon"] = horizon.isoformat()
    if future.published is None:
        _apply(future, content)
        future.save()
        return
    merged = {**draft_of(future), **content}
    FutureDraft.objects.update_or_create(
        future=future, defaults={"content": merged, "by": by, "at": timezone.now()}
    )


@transaction.atomic
def discard_draft(future: Future, *, by: Person) -> None:
    """Throw away changes that were not published."""
    must(by, Permission.EDIT_FUTURES)
    FutureDraft.objects.filter(future=future).delete()


@transaction.atomic
def publish(future: Future, *, by: Person, note: str = "") -> FutureVersion:
    """Show the draft to readers and keep it as a version. Raises Refused while the desired state is missing."""
    must(by, Permission.EDIT_FUTURES)
    future = Future.objects.select_for_update().get(pk=future.pk)
    _apply(future, draft_of(future))
    if not future.desired_state.strip():
        raise Refused(_("Say what the better state is before you publish."), field="desired_state")
    future.published = future.published or timezone.now()
    future.save()
    FutureDraft.objects.filter(future=future).delete()
    number = (future.versions.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    version = FutureVersion.objects.create(
        future=future, number=number, content=content_of(future), note=note[:300], by=by
    )
    tell(FuturePublished(future=future.pk, version=number, by=by.pk))
    bump("site")
    return version


@transaction.atomic
def archive(future: Future, *, by: Person) -> None:
    """Take a future off all pages; `restore` brings it back."""
    must(by, Permission.EDIT_FUTURES)
    Future.objects.filter(pk=future.pk, archived__isnull=True).update(archived=timezone.now())
    bump("site")


@transaction.atomic
def restore(future: Future, *, by: Person) -> None:
    """Bring an archived future back."""
    must(by, Permission.EDIT_FUTURES)
    Future.objects.filter(pk=future.pk).update(archived=None)
    bump("site")
