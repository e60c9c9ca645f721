"""What they said: ideas, comments and votes of the people of an account, as far as the reader may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desireline.kit.rows.api import fetch, marks, moment
from desireline.kit.text.api import excerpt
from desireline.listen.boards.api import shown_statuses
from desireline.people.accounts.api import Account
from desireline.people.audiences.api import visible_ids
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may

MOST = 4
OPEN_STAGES = frozenset(("new", "review", "planned", "started"))


@dataclass(frozen=True, slots=True)
class Line:
    """Something that was said; `text` of a comment."""

    title: str
    url: str
    at: datetime | None
    status: str = ""
    hue: int | None = None
    stage: str = ""
    text: str = ""
    n: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    ideas: Sequence[Line]
    votes: Sequence[Line]
    comments: Sequence[Line]
    own: bool

    @property
    def any(self) -> bool:
        return bool(self.ideas or self.votes or self.comments)


_PEOPLE = "SELECT person_id FROM people_membership WHERE account_id = %s"
_STANDS = "i.state = 1 AND b.archived IS NULL AND b.audience_id IN ({})"


def said(account: Account, reader: Person) -> Said | None:
    """Three queries. Who voted is the team's to know: customers see their own votes."""
    audiences = sorted(visible_ids(reader))
    if not audiences:
        return None
    employee = may(reader, Permission.SEE_ACCOUNTS)
    stands = _STANDS.format(marks(audiences))
    return Said(
        ideas(account, audiences, most=MOST),
        _votes(account.pk if employee else reader.pk, audiences, stands, employee=employee),
        _comments(account, audiences, stands),
        own=not employee,
    )


def ideas(account: Account, audiences: Sequence[int], *, most: int, stages: Sequence[int] = ()) -> list[Line]:
    """The newest ideas of the account's people, of all or of these statuses (ids)."""
    sql = (
        "SELECT i.id, i.slug, i.title, i.status_id, i.created, i.votes + i.imported_votes FROM listen_idea i"  # noqa: S608 - marks only
        " JOIN listen_board b ON b.id = i.board_id"
        f" WHERE i.author_id IN ({_PEOPLE}) AND {_STANDS.format(marks(audiences))}"
        + (f" AND i.status_id IN ({marks(stages)})" if stages else "")
        + " ORDER BY i.id DESC LIMIT %s"
    )
    rows = fetch(sql, [account.pk, *audiences, *stages, most])
    return [_idea(pk, slug, title, status, at, votes) for pk, slug, title, status, at, votes in rows]


def _idea(pk: int, slug: str, title: str, status: int, at: Any, n: int) -> Line:
    shown = shown_statuses().get(status)
    named = (shown.name, shown.hue, shown.stage) if shown else ("", None, "")
    return Line(title, f"/ideas/{pk}-{slug}", moment(at), *named, n=n)


def _votes(whose: int, audiences: Sequence[int], stands: str, *, employee: bool) -> list[Line]:
    if employee:
        sql = (
            "SELECT i.id, i.slug, i.title, i.status_id, NULL, s.people FROM listen_accountsupport s"  # noqa: S608
            " JOIN listen_idea i ON i.id = s.idea_id JOIN listen_board b ON b.id = i.board_id"
            f" WHERE s.account_id = %s AND s.people > 0 AND {stands} ORDER BY s.people DESC, s.id DESC LIMIT %s"
        )
    else:
        sql = (
            "SELECT i.id, i.slug, i.title, i.status_id, v.created, 1 FROM listen_vote v"  # noqa: S608
            " JOIN listen_idea i ON i.id = v.idea_id JOIN listen_board b ON b.id = i.board_id"
            f" WHERE v.person_id = %s AND {stands} ORDER BY v.id DESC LIMIT %s"
        )
    return [_idea(*row) for row in fetch(sql, [whose, *audiences, MOST])]


def _comments(account: Account, audiences: Sequence[int], stands: str) -> list[Line]:
    sql = (
        "SELECT c.id, c.body, c.created, i.title FROM listen_comment c"  # noqa: S608
        " JOIN listen_idea i ON i.id = c.idea_id JOIN listen_board b ON b.id = i.board_id"
        f" WHERE c.author_id IN ({_PEOPLE}) AND c.state = 1 AND c.internal = FALSE AND {stands}"
        " ORDER BY c.id DESC LIMIT %s"
    )
    return [
        Line(title, f"/comments/{pk}", moment(at), text=excerpt(body, length=160))
        for pk, body, at, title in fetch(sql, [account.pk, *audiences, MOST])
    ]


def exported(data: Said) -> dict[str, Any]:
    return {
        name: [
            {"title": one.title, "text": one.text, "url": one.url, "at": one.at}
            for one in getattr(data, name)
        ]
        for name in ("ideas", "votes", "comments")
    }
