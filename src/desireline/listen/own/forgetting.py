"""What is taken from the talk when a person leaves: their name where others wrote it, and notes about them.

Ideas, comments, votes and reactions stay, as those of nobody in particular, so that counts hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from desireline.listen.comments.models import Comment, CommentEdit
from desireline.listen.ideas.models import Idea, OfficialResponse
from desireline.listen.moderation.models import Flag
from desireline.listen.votes.models import Vote
from desireline.people.identity.api import Person
from desireline.people.roles.api import is_staff

CHUNK = 500


def forget(person: Person) -> None:
    """Run before the name is gone: it is what is looked for."""
    Vote.objects.filter(person=person).exclude(note="").update(note="")
    Flag.objects.filter(by=person, settled_at__isnull=False).update(reason="")
    Idea.objects.filter(owner=person).update(owner=None)
    if person.name.strip():
        _mentions(person)


def _mentions(person: Person) -> None:
    """“@Name” in the threads where the person could be mentioned. Only an @ means a person: other words stay."""
    pattern = re.compile(rf"(?<!\w)@{re.escape(person.name)}(?!\w)", re.IGNORECASE)
    there = _threads(person)
    nobody = "@" + _("someone who left")
    talk = Comment.objects.filter(there)
    _rewrite(talk, pattern, nobody)
    _rewrite(CommentEdit.objects.filter(comment__in=talk.values("id")), pattern, nobody)
    _rewrite(OfficialResponse.objects.filter(there), pattern, nobody)


def _threads(person: Person) -> Q:
    """Where “@Name” meant this person: their own ideas, and where they spoke; for the team, everywhere. Threads in
    which somebody else of that name spoke are left alone."""
    spoke = Comment.objects.filter(author=person).values("idea")
    here = Q() if is_staff(person) else Q(idea__author=person) | Q(idea__in=spoke)
    same = Person.objects.filter(name__iexact=person.name, erased__isnull=True).exclude(pk=person.pk)
    if same.exists():
        here &= ~Q(idea__author__in=same) & ~Q(
            idea__in=Comment.objects.filter(author__in=same).values("idea")
        )
    return here


def _rewrite(rows: QuerySet[Any], pattern: re.Pattern[str], instead: str) -> None:
    found: Iterable[tuple[int, str]] = (
        rows.filter(body__contains="@").values_list("pk", "body").iterator(CHUNK)
    )
    changed = {pk: after for pk, body in found if (after := pattern.sub(lambda _m: instead, body)) != body}
    for pk, body in changed.items():
        rows.model._base_manager.filter(pk=pk).update(body=body)
