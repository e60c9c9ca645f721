"""Write, edit, remove, react."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.kit.events import publish
from desireline.listen.comments.access import check_open
from desireline.listen.comments.counting import count, shown
from desireline.listen.comments.events import CommentChanged, CommentPosted
from desireline.listen.comments.models import Comment, CommentEdit, Reaction
from desireline.listen.comments.rules import LONGEST
from desireline.listen.comments.telling import tell
from desireline.listen.entry.api import must_wait
from desireline.listen.ideas.models import Idea
from desireline.people.identity.api import Person
from desireline.people.notices.api import follow_by_deed
from desireline.people.roles.api import Permission, must


def post(
    idea: Idea,
    *,
    by: Person,
    body: str,
    parent: Comment | None = None,
    internal: bool = False,
    official: bool = False,
) -> Comment:
    """Write a comment (or, `internal`, a note of the team). It may wait for the team first; the author then follows.

    Refused on closed and merged ideas, without words, and for people without the right.
    """
    must(by, Permission.CONTRIBUTE)
    body = checked(body)
    if parent is not None:
        if parent.idea_id != idea.pk or parent.state != Comment.State.PUBLISHED:
            raise Refused(_("The comment that you answer is gone."))
        internal = internal or parent.internal
    if internal:
        must(by, Permission.SEE_TEAM)
    if official:
        must(by, Permission.TRIAGE)
        internal = False
    with transaction.atomic():
        fresh = Idea.objects.select_for_update().get(pk=idea.pk)
        check_open(fresh, by)
        state = Comment.State.PUBLISHED if internal else _first_state(by, body)
        comment = Comment.objects.create(
            idea=fresh, parent=parent, author=by, body=body, internal=internal, official=official, state=state
        )
        visible = shown(comment)
        count(fresh.pk, int(visible), active=visible)
        if not internal:
            follow_by_deed(by, f"idea:{fresh.pk}")
        tell(comment)
        publish(CommentPosted(comment.pk, fresh.pk, by.pk, visible, internal))
    return comment


def _first_state(by: Person, body: str) -> Comment.State:
    return Comment.State.PENDING if must_wait(by, body) else Comment.State.PUBLISHED


def checked(body: str) -> str:
    """The text without surrounding space, or Refused."""
    body = body.replace("\r\n", "\n").strip()
    if not body:
        raise Refused(_("Write something first."), field="body")
    if len(body) > LONGEST:
        raise Refused(_("That is too long. Shorten it to %(n)d characters.") % {"n": LONGEST}, field="body")
    return body


def edit(comment: Comment, *, by: Person, body: str) -> Comment:
    """Say it differently; what it said before stays in the history. Only the author may."""
    body = checked(body)
    with transaction.atomic():
        fresh = Comment.objects.select_for_update().select_related("idea").get(pk=comment.pk)
        if fresh.author_id != by.pk or fresh.state not in (Comment.State.PUBLISHED, Comment.State.PENDING):
            raise Refused(_("Only the author can edit a comment."))
        must(by, Permission.CONTRIBUTE)
        check_open(fresh.idea, by)
        if body == fresh.body:
            return fresh
        before, was_shown = fresh.body, shown(fresh)
        CommentEdit.objects.create(comment=fresh, body=before, by=by)
        fresh.body, fresh.edited = body, timezone.now()
        if not fresh.internal and fresh.state == Comment.State.PUBLISHED:
            fresh.state = _first_state(by, body)
        fresh.save(update_fields=["body", "edited", "state"])
        count(fresh.idea_id, int(shown(fresh)) - int(was_shown))
        tell(fresh, before=before)
        publish(CommentChanged(fresh.pk, fresh.idea_id, shown(fresh)))
    return fresh


def set_state(comment: Comment, state: Comment.State) -> bool:
    """Move the comment to a state, with the counter. False if it was there already. Rights are the caller's."""
    with transaction.atomic():
        fresh = Comment.objects.select_for_update().get(pk=comment.pk)
        if fresh.state == state:
            return False
        before = shown(fresh)
        fresh.state = state
        fresh.save(update_fields=["state"])
        count(fresh.idea_id, int(shown(fresh)) - int(before))
        publish(CommentChanged(fresh.pk, fresh.idea_id, shown(fresh)))
    comment.state = state
    return True


def remove(comment: Comment, *, by: Person) -> bool:
    """Take a comment away. Answers stay, under a line that says that it was removed. Author or moderator."""
    if comment.author_id != by.pk or not by.is_active:
        must(by, Permission.MODERATE)
    if comment.state not in (Comment.State.PUBLISHED, Comment.State.PENDING):
        return False
    return set_state(comment, Comment.State.REMOVED)


def bring_back(comment: Comment, *, by: Person) -> bool:
    """Undo `remove`. What waited waits again."""
    if comment.author_id != by.pk or not by.is_active:
        must(by, Permission.MODERATE)
    if comment.state != Comment.State.REMOVED:
        return False
    state = Comment.State.PUBLISHED if comment.internal else _first_state(by, comment.body)
    return set_state(comment, state)


def react(comment: Comment, *, by: Person, kind: str) -> bool:
    """Give a reaction, or take it back where it was given. Whether it stands now."""
    must(by, Permission.CONTRIBUTE)
    if kind not in Reaction.Kind.values:
        raise Refused(_("There is no such reaction."))
    if not shown(comment) and not (comment.internal and comment.state == Comment.State.PUBLISHED):
        raise Refused(_("This comment is gone."))
    with transaction.atomic():
        gone, _rows = Reaction.objects.filter(comment=comment, person=by, kind=kind).delete()
        if not gone:
            try:
                with transaction.atomic():
                    Reaction.objects.create(comment=comment, person=by, kind=kind)
            except IntegrityError:
                pass  # given twice at the same moment: it stands
    return not gone
