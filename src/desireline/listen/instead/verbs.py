"""Support an idea in place of writing it a second time, and take that back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from desireline.listen.closeness.api import Judgement, judge, withdraw
from desireline.listen.comments import api as comments
from desireline.listen.comments.models import Comment
from desireline.listen.ideas.models import Idea
from desireline.listen.votes.api import take_back, vote
from desireline.listen.votes.guests import given_by_guest, guest_vote
from desireline.listen.votes.models import Vote
from desireline.people.identity.api import Person
from desireline.people.notices.api import is_following, unfollow

__all__ = ["Done", "Guest", "support", "undo"]


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody without an account: the cookie that they are known by, and the prefix of their address."""

    token: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Done:
    """What it made: a vote (or the person had given it before), a comment (which may wait), following, a judgement."""

    idea: int
    voted: bool
    comment: int | None
    waits: bool
    followed: bool
    judgement: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def support(idea: Idea, *, by: Person | Guest, words: str = "", title: str = "") -> Done:
    """Vote for the idea, write the words there as a comment (people alone), and note that it was the same as `title`.

    All or nothing. Refused where the idea takes no votes or no comments any more. An earlier vote stays as it is.
    """
    topic = f"idea:{idea.pk}"
    with transaction.atomic():
        said = None
        if isinstance(by, Guest):
            known = bool(given_by_guest(by.token, [idea.pk]))
            guest_vote(idea.pk, token=by.token, prefix=by.prefix, want=True)
            followed = False
        else:
            known = Vote.objects.filter(idea=idea, person=by).exists()
            if not known:
                vote(idea.pk, by)
            before = is_following(by, topic)
            said = comments.post(idea, by=by, body=words) if words.strip() else None
            followed = said is not None and not before
        kind = Judgement.Kind.ACCEPTED
        judged = judge(kind, idea.pk, board_id=idea.board_id, words=title)
    waits = said is not None and said.state == Comment.State.PENDING
    return Done(idea.pk, not known, said.pk if said else None, waits, followed, judged)


def undo(done: Done, *, by: Person | Guest) -> None:
    """Take back what `support` made, as far as it stands. Refused where votes cannot be changed any more."""
    with transaction.atomic():
        if isinstance(by, Guest):
            if done.voted:
                guest_vote(done.idea, token=by.token, prefix=by.prefix, want=False)
        else:
            if done.voted:
                take_back(done.idea, by)
            said = Comment.objects.filter(pk=done.comment, author=by).first() if done.comment else None
            if said is not None:
                comments.remove(said, by=by)
            if done.followed:
                unfollow(by, f"idea:{done.idea}")
        withdraw([done.judgement])
