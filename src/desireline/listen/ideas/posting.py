"""Bringing an idea, and changing its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.engines.files.api import StoredFile
from desireline.kit.errors import Refused
from desireline.kit.events import publish
from desireline.kit.jobs.api import enqueue
from desireline.kit.options.api import get
from desireline.kit.rows.api import insert
from desireline.kit.text.api import slugify
from desireline.kit.writes.api import write
from desireline.listen.boards.api import default_status
from desireline.listen.boards.models import Board
from desireline.listen.entry.api import must_wait
from desireline.listen.ideas.events import IdeaEdited, IdeaPosted
from desireline.listen.ideas.models import Attachment, Idea, IdeaEdit, IdeaOutcome
from desireline.listen.ideas.stamps import touch
from desireline.people.identity.api import Person
from desireline.people.notices.api import follow
from desireline.people.roles.api import Permission, may, must

LONGEST_TITLE = 140
LONGEST_BODY = 20_000
MOST_FILES = 6
DRAW_AFTER = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wrote: Markdown, the ids of outcomes that it serves, files that were kept already."""

    title: str
    body: str = ""
    outcomes: tuple[int, ...] = ()
    files: tuple[StoredFile, ...] = ()
    guest_name: str = ""
    language: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


def post(board: Board, *, by: Person | None, draft: Draft, vote: bool = True) -> Idea:
    """A new idea on a board that the author may see. It is shown at once or waits, as moderation decides; the author
    supports and follows it. Without a person it is a guest's, if the instance allows that.
    """
    draft = _checked(draft)
    if by is None:
        if not get("guest_ideas"):
            raise Refused(_("Sign in to post an idea."))
    else:
        must(by, Permission.CONTRIBUTE)
    if board.archived or not (board.ideas_open or may(by, Permission.TRIAGE)):
        raise Refused(_("This board takes no new ideas at the moment."), field="board")
    return write(partial(_post, board, by, draft, vote))


def _post(board: Board, by: Person | None, draft: Draft, vote: bool) -> Idea:
    waits = must_wait(by, f"{draft.title}\n{draft.body}")
    state = Idea.State.PENDING if waits else Idea.State.PUBLISHED
    idea = insert(
        Idea(
            board=board,
            title=draft.title,
            slug=slugify(draft.title),
            body=draft.body,
            language=draft.language,
            author=by,
            guest_name="" if by else draft.guest_name[:80],
            status_id=default_status(),
            state=state,
        )
    )
    _link(idea.pk, draft, by=by)
    if by is not None:
        follow(by, f"idea:{idea.pk}")
    touch(idea.pk, board.pk)
    enqueue("listen.rank", {"board": board.pk}, key=f"rank:{board.pk}", due=timezone.now() + DRAW_AFTER)
    own = vote and not waits
    author, account = (by.pk, by.account_id) if by else (None, None)
    publish(IdeaPosted(idea.pk, board.pk, author, state, supported=own, account_id=account))
    return idea


def edit(idea: Idea, *, by: Person, draft: Draft) -> Idea:
    """New words for an idea, by its author or the team. What it said before stays readable."""
    draft = _checked(draft, kept=idea.attachments.count())
    if not may_edit(idea, by):
        raise Refused(_("Only the author and the team can change this idea."))
    with transaction.atomic():
        fresh = Idea.objects.select_for_update().get(pk=idea.pk)
        if (fresh.title, fresh.body) != (draft.title, draft.body):
            IdeaEdit.objects.create(idea=fresh, title=fresh.title, body=fresh.body, by=by)
            fresh.title, fresh.body, fresh.slug = draft.title, draft.body, slugify(draft.title)
            fresh.edited = fresh.active = timezone.now()
            fresh.save(update_fields=["title", "body", "slug", "edited", "active"])
        IdeaOutcome.objects.filter(idea=fresh).exclude(outcome__in=draft.outcomes).delete()
        _link(fresh.pk, draft, by=by)
        touch(fresh.pk, fresh.board_id)
        publish(IdeaEdited(fresh.pk, fresh.board_id, by.pk))
    return fresh


def may_edit(idea: Idea, person: Person | None) -> bool:
    """Whether the person may change the words: the author while it is open, the team always."""
    if may(person, Permission.TRIAGE):
        return True
    own = person is not None and idea.author_id == person.pk and may(person, Permission.CONTRIBUTE)
    return own and not idea.closed and not idea.archived and idea.state != Idea.State.MERGED


def _checked(draft: Draft, *, kept: int = 0) -> Draft:
    title = " ".join(draft.title.split())
    if len(title) < 3:
        raise Refused(_("Give the idea a title of a few words."), field="title")
    if len(title) > LONGEST_TITLE:
        raise Refused(_("The title is too long: at most 140 characters."), field="title")
    if len(draft.body) > LONGEST_BODY:
        raise Refused(_("The text is too long: at most 20,000 characters."), field="body")
    if kept + len(draft.files) > MOST_FILES:
        raise Refused(_("At most six files go with an idea."), field="attachments")
    return Draft(
        title,
        draft.body.replace("\r\n", "\n").strip(),
        draft.outcomes,
        draft.files,
        draft.guest_name,
        draft.language,
    )


def _link(idea_id: int, draft: Draft, *, by: Person | None) -> None:
    links: Iterable[IdeaOutcome] = [
        IdeaOutcome(idea_id=idea_id, outcome_id=pk, by=by) for pk in draft.outcomes
    ]
    if draft.outcomes:
        IdeaOutcome.objects.bulk_create(links, ignore_conflicts=True)
    if draft.files:
        start = Attachment.objects.filter(idea=idea_id).count()
        Attachment.objects.bulk_create(
            Attachment(idea_id=idea_id, file=stored, position=start + n)
            for n, stored in enumerate(draft.files)
        )
