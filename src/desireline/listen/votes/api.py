"""Votes: a person supports an idea once, says how much, and may take it back.

A vote is a lock, an insert and a counter update in one short transaction, committed together with the other votes of
the moment (`kit.writes`). What these functions return is durable.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.kit.events import publish
from desireline.kit.rows.api import now_value, one, run
from desireline.kit.writes.api import write
from desireline.listen.ideas.events import IdeaPosted
from desireline.listen.ideas.models import Idea
from desireline.listen.ideas.stamps import touch
from desireline.listen.votes.counting import add_account, drop_account, lock, recount
from desireline.listen.votes.events import VoteCast, VoteTaken
from desireline.listen.votes.models import Vote
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must

__all__ = ["Standing", "recount", "support_new", "support_own", "take_back", "vote"]

IMPORTANT, MUST = Vote.HowMuch.IMPORTANT, Vote.HowMuch.MUST_HAVE


@dataclass(frozen=True, slots=True)
class Standing:
    """How an idea stands after a vote. `how_much` is the person's own, 0 for none. `changed`: no repetition."""

    idea_id: int
    votes: int
    guest_votes: int
    how_much: int
    changed: bool


@dataclass(frozen=True, slots=True)
class _Ballot:
    idea_id: int
    person_id: int
    account_id: int | None
    how_much: int
    source: int
    note: str = ""
    by: int | None = None


def vote(
    idea_id: int, person: Person, how_much: int = 1, *, by: Person | None = None, note: str = ""
) -> Standing:
    """`person` supports the idea, or says anew how much (1 nice, 2 important, 3 must-have). Twice is once.

    With `by`, the team votes on their behalf; `note` then says where it was heard. Refused on closed, archived and
    merged ideas. Ask `ideas.access` first whether the person may see the idea.
    """
    must(by or person, Permission.TRIAGE if by else Permission.CONTRIBUTE)
    if how_much not in Vote.HowMuch.values:
        raise Refused(_("Say nice to have, important or must-have."), field="how_much")
    if by is not None and not note.strip():
        raise Refused(_("Say where you heard it, so that others can follow it up."), field="note")
    source = Vote.Source.BEHALF if by else Vote.Source.PORTAL
    ballot = _Ballot(
        idea_id, person.pk, person.account_id, how_much, source, note.strip()[:200], by.pk if by else None
    )
    return write(partial(_cast, ballot))


def take_back(idea_id: int, person: Person, *, by: Person | None = None) -> Standing:
    """Undo the person's vote. Without a vote nothing changes."""
    must(by or person, Permission.TRIAGE if by else Permission.CONTRIBUTE)
    return write(partial(_take_back, idea_id, person.pk, person.account_id))


def support_own(idea_id: int, author_id: int) -> None:
    """The author's own vote, in the transaction that publishes the idea."""
    account = one("SELECT account_id FROM people_person WHERE id = %s", [author_id])
    _cast(_Ballot(idea_id, author_id, account[0], 1, Vote.Source.PORTAL))


def support_new(event: IdeaPosted) -> None:
    """The author's own vote, in the transaction that makes the idea: nobody else knows of it yet."""
    assert event.author_id is not None  # noqa: S101 - `supported` says so
    ballot = _Ballot(event.idea_id, event.author_id, event.account_id, 1, Vote.Source.PORTAL)
    _cast(ballot, board_id=event.board_id)


def open_board(idea_id: int) -> int:
    """The board of an idea that takes votes, locked. Refused with the reason if it does not."""
    found = lock(idea_id)
    if found is None:
        raise Refused(_("This idea is gone."))
    board_id, state, closed, archived = found
    if state == Idea.State.MERGED:
        raise Refused(_("This idea was merged. Vote where it went."))
    if state != Idea.State.PUBLISHED:
        raise Refused(_("This idea takes no votes before it is published."))
    if closed or archived:
        raise Refused(_("This idea is closed: votes cannot be changed any more."))
    return board_id


def _cast(ballot: _Ballot, *, board_id: int | None = None) -> Standing:
    """The board is given for an idea that this transaction made: then nothing is locked, and its pages know."""
    made_here = board_id is not None
    if board_id is None:
        board_id = open_board(ballot.idea_id)
    seen = ballot.source == Vote.Source.PORTAL
    now = now_value()
    new = one(
        "INSERT INTO listen_vote (idea_id, person_id, how_much, source, seen, note, by_id, merge_id, created)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, NULL, %s) ON CONFLICT (idea_id, person_id) DO NOTHING RETURNING id",
        [ballot.idea_id, ballot.person_id, ballot.how_much, ballot.source, seen, ballot.note, ballot.by, now],
    )
    if new is None:
        return _weigh(ballot, board_id)
    fresh = add_account(ballot.idea_id, ballot.account_id)
    shown = mark_seen(ballot.idea_id, ballot.person_id, now) if seen else 0
    row = one(
        "UPDATE listen_idea SET votes = votes + 1, votes_important = votes_important + %s, votes_must = votes_must + %s,"  # noqa: S608, E501
        " accounts = accounts + %s, seen = seen + %s, seen_votes = seen_votes + %s, active = %s"
        + (", value = ROUND(value + (SELECT value FROM people_account WHERE id = %s), 2)" if fresh else "")
        + " WHERE id = %s RETURNING votes, guest_votes",
        [
            int(ballot.how_much == IMPORTANT), int(ballot.how_much == MUST), fresh, shown, int(seen), now,
            *([ballot.account_id] if fresh else []), ballot.idea_id,
        ],
    )  # fmt: skip
    if not made_here:
        touch(ballot.idea_id, board_id)
    publish(VoteCast(ballot.idea_id, board_id, ballot.person_id, ballot.how_much, True, ballot.by))
    return Standing(ballot.idea_id, row[0], row[1], ballot.how_much, True)


def mark_seen(idea_id: int, person_id: int, now: object) -> int:
    """Who votes has seen: 1 if that was not known yet."""
    row = one(
        "INSERT INTO listen_impression (idea_id, visit, surface, position, at) VALUES (%s, %s, 2, 1, %s)"
        " ON CONFLICT (idea_id, visit) DO NOTHING RETURNING id",
        [idea_id, f"p{person_id}", now],
    )
    return int(row is not None)


def _weigh(ballot: _Ballot, board_id: int) -> Standing:
    """Change how much it matters. A carried vote that its owner touches becomes their own."""
    before = one(
        "SELECT how_much, merge_id FROM listen_vote WHERE idea_id = %s AND person_id = %s",
        [ballot.idea_id, ballot.person_id],
    )
    changed = before[0] != ballot.how_much
    if changed or before[1] is not None:
        run(
            "UPDATE listen_vote SET how_much = %s, merge_id = NULL, source = %s WHERE idea_id = %s AND person_id = %s",
            [ballot.how_much, ballot.source, ballot.idea_id, ballot.person_id],
        )
    important = int(ballot.how_much == IMPORTANT) - int(before[0] == IMPORTANT)
    most = int(ballot.how_much == MUST) - int(before[0] == MUST)
    row = one(
        "UPDATE listen_idea SET votes_important = votes_important + %s, votes_must = votes_must + %s"
        " WHERE id = %s RETURNING votes, guest_votes",
        [important, most, ballot.idea_id],
    )
    if changed:
        touch(ballot.idea_id, board_id)
        publish(VoteCast(ballot.idea_id, board_id, ballot.person_id, ballot.how_much, False, ballot.by))
    return Standing(ballot.idea_id, row[0], row[1], ballot.how_much, changed)


def _take_back(idea_id: int, person_id: int, account_id: int | None) -> Standing:
    board_id = open_board(idea_id)
    gone = one(
        "DELETE FROM listen_vote WHERE idea_id = %s AND person_id = %s RETURNING how_much, seen",
        [idea_id, person_id],
    )
    if gone is None:
        row = one("SELECT votes, guest_votes FROM listen_idea WHERE id = %s", [idea_id])
        return Standing(idea_id, row[0], row[1], 0, False)
    last = drop_account(idea_id, account_id)
    row = one(
        "UPDATE listen_idea SET votes = votes - 1, votes_important = votes_important - %s, votes_must = votes_must - %s,"  # noqa: S608, E501
        " accounts = accounts - %s, seen_votes = seen_votes - %s"
        + (", value = ROUND(value - (SELECT value FROM people_account WHERE id = %s), 2)" if last else "")
        + " WHERE id = %s RETURNING votes, guest_votes",
        [
            int(gone[0] == IMPORTANT), int(gone[0] == MUST), last, int(bool(gone[1])),
            *([account_id] if last else []), idea_id,
        ],
    )  # fmt: skip
    touch(idea_id, board_id)
    publish(VoteTaken(idea_id, board_id, person_id))
    return Standing(idea_id, row[0], row[1], 0, True)
