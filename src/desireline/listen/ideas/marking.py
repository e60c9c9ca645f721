"""Pinned, closed, archived: rows that say by whom and when, and a flag on the idea for quick reading."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from desireline.kit.events import publish
from desireline.kit.jobs.api import enqueue
from desireline.listen.ideas.events import Marked
from desireline.listen.ideas.models import Idea, IdeaMark
from desireline.listen.ideas.stamps import touch
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must

Kind = IdeaMark.Kind


def pin(idea: Idea, *, by: Person) -> None:
    """Put the idea on top of its board."""
    _mark(idea, Kind.PINNED, by=by)


def unpin(idea: Idea, *, by: Person) -> None:
    """Undo `pin`."""
    _unmark(idea, Kind.PINNED, by=by)


def close(idea: Idea, *, by: Person) -> None:
    """No more votes and comments."""
    _mark(idea, Kind.CLOSED, by=by)


def reopen(idea: Idea, *, by: Person) -> None:
    """Undo `close`."""
    _unmark(idea, Kind.CLOSED, by=by)


def archive(idea: Idea, *, by: Person) -> None:
    """Take the idea off its board; its page stays readable."""
    _mark(idea, Kind.ARCHIVED, by=by)


def unarchive(idea: Idea, *, by: Person) -> None:
    """Undo `archive`."""
    _unmark(idea, Kind.ARCHIVED, by=by)


def _mark(idea: Idea, kind: IdeaMark.Kind, *, by: Person) -> None:
    must(by, Permission.TRIAGE)
    with transaction.atomic():
        Idea.objects.select_for_update().get(pk=idea.pk)
        if not IdeaMark.objects.filter(idea=idea, kind=kind, ended_at__isnull=True).exists():
            IdeaMark.objects.create(idea=idea, kind=kind, by=by)
            _show(idea, kind, True, by=by)


def _unmark(idea: Idea, kind: IdeaMark.Kind, *, by: Person) -> None:
    must(by, Permission.TRIAGE)
    with transaction.atomic():
        Idea.objects.select_for_update().get(pk=idea.pk)
        current = IdeaMark.objects.filter(idea=idea, kind=kind, ended_at__isnull=True)
        if current.update(ended_at=timezone.now(), ended_by=by):
            _show(idea, kind, False, by=by)


def _show(idea: Idea, kind: IdeaMark.Kind, on: bool, *, by: Person) -> None:
    Idea.objects.filter(pk=idea.pk).update(**{kind.value: on})
    setattr(idea, kind.value, on)
    touch(idea.pk, idea.board_id)
    if kind == Kind.PINNED:
        enqueue("listen.rank", {"board": idea.board_id}, key=f"rank:{idea.board_id}")
    publish(Marked(idea.pk, idea.board_id, kind.value, on, by.pk))
