"""What the page of an idea shows, from narrow queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from desireline.kit.rows.api import fetch, moment, one
from desireline.listen.boards.api import wheel
from desireline.listen.ideas.cards import tags_of
from desireline.listen.ideas.models import Idea
from desireline.listen.ideas.rules import Film, films
from desireline.maths.intervals import wilson
from desireline.people.audiences.api import visible_ids
from desireline.people.identity.api import Person
from desireline.people.profile.api import pictures
from desireline.people.roles.api import Permission, is_staff, may

State = Idea.State


@dataclass(frozen=True, slots=True)
class Support:
    """Kinds of support, never added up: people, guests, a total from an earlier tool, accounts and their value."""

    people: int
    important: int
    must: int
    guests: int
    imported: int
    accounts: int
    value: float
    seen: int
    seen_votes: int

    @property
    def count(self) -> int:
        return self.people + self.imported

    @property
    def interval(self) -> tuple[int, int] | None:
        """The 95 % interval of the share of supporters among those who saw it, in percent; None below 5 readers."""
        if self.seen < 5:
            return None
        return wilson(self.seen_votes, self.seen).percent


@dataclass(frozen=True, slots=True)
class Head:
    id: int
    title: str
    slug: str
    body: str
    language: str
    author: str
    author_id: int | None
    author_shown: bool
    created: datetime | None
    edited: datetime | None
    state: int
    merged_into: int | None
    pinned: bool
    closed: bool
    archived: bool
    status: str
    status_slug: str
    status_id: int
    stage: str
    hue: int | None
    status_at: datetime | None
    board_id: int
    board: str
    board_slug: str
    support: Support
    comments: int
    stamps: dict[str, int]
    picture_id: int | None = None
    has: frozenset[str] = frozenset()

    @property
    def url(self) -> str:
        return f"/ideas/{self.id}-{self.slug}" if self.slug else f"/ideas/{self.id}"

    @property
    def open(self) -> bool:
        return self.state == State.PUBLISHED and not self.closed and not self.archived


_HEAD = """
SELECT i.id, i.title, i.slug, i.body, i.language, COALESCE(p.name, ''),
  CASE WHEN p.erased IS NULL THEN i.author_id END, i.guest_name, i.created, i.edited,
  i.state, i.merged_into_id, i.pinned, i.closed, i.archived, s.name, s.slug, s.stage, s.hue, i.status_at,
  b.id, b.name, b.slug, b.audience_id, b.archived,
  i.votes, i.votes_important, i.votes_must, i.guest_votes, i.imported_votes, i.accounts, i.value, i.seen, i.seen_votes,
  i.comments, s.id, p.picture_id,
  COALESCE((SELECT number FROM kit_stamp WHERE key = 'site'), 0),
  COALESCE((SELECT number FROM kit_stamp WHERE key = 'idea:' || CAST(i.id AS VARCHAR(20))), 0),
  EXISTS(SELECT 1 FROM listen_ideatag x WHERE x.idea_id = i.id),
  EXISTS(SELECT 1 FROM listen_ideaoutcome x WHERE x.idea_id = i.id),
  EXISTS(SELECT 1 FROM listen_officialresponse x WHERE x.idea_id = i.id),
  EXISTS(SELECT 1 FROM listen_statuschange x WHERE x.idea_id = i.id AND x.undone_at IS NULL),
  EXISTS(SELECT 1 FROM listen_attachment x WHERE x.idea_id = i.id)
FROM listen_idea i JOIN listen_board b ON b.id = i.board_id JOIN listen_status s ON s.id = i.status_id
LEFT JOIN people_person p ON p.id = i.author_id WHERE i.id = %s
"""
_PARTS = ("tags", "outcomes", "response", "changes", "files")  # what the last columns say there is


def head_of(pk: int, person: Person | None) -> Head:
    """The idea in one query, or 404. The rule is that of `Idea.objects.visible_to`; a test holds them together."""
    row = one(_HEAD, [pk])
    if row is None or not may_see(row[10], row[6], row[23], row[24], person):
        raise Http404
    created = moment(row[8])
    stage = row[17]
    return Head(
        id=row[0], title=row[1], slug=row[2], body=row[3], language=row[4], author=row[5] or row[7], author_id=row[6],
        author_shown=bool(row[5]), created=created, edited=moment(row[9]), state=row[10], merged_into=row[11],
        pinned=bool(row[12]), closed=bool(row[13]), archived=bool(row[14]), status=row[15], status_slug=row[16],
        status_id=row[35], stage=stage, hue=None if stage == "new" else wheel(row[18]), status_at=moment(row[19]),
        board_id=row[20], board=row[21], board_slug=row[22],
        support=Support(
            row[25], row[26], row[27], row[28], row[29], row[30], float(row[31]), max(row[32], row[33]), row[33]
        ), comments=row[34],
        stamps={"site": row[37], f"idea:{row[0]}": row[38]}, picture_id=row[36],
        has=frozenset(part for part, there in zip(_PARTS, row[39:], strict=True) if there),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Brief:
    """What a vote asks about an idea before it is given."""

    url: str
    imported: int


def brief_of(pk: int, person: Person | None) -> Brief:
    """Like `head_of`, of the little that a vote needs."""
    row = one(
        "SELECT i.state, i.author_id, b.audience_id, b.archived, i.slug, i.imported_votes"
        " FROM listen_idea i JOIN listen_board b ON b.id = i.board_id WHERE i.id = %s",
        [pk],
    )
    if row is None or not may_see(row[0], row[1], row[2], row[3], person):
        raise Http404
    return Brief(f"/ideas/{pk}-{row[4]}" if row[4] else f"/ideas/{pk}", row[5])


def may_see(state: int, author: int | None, audience: int, archived: Any, person: Person | None) -> bool:
    """Whether the person may see an idea of this state and author, on a board of this audience (archived or not)."""
    if archived is not None or audience not in visible_ids(person):
        return False
    if is_staff(person):
        return bool(state != State.SPAM)
    own = person is not None and author == person.pk
    return state in {State.PUBLISHED, State.MERGED} or (state == State.PENDING and own)


@dataclass(frozen=True, slots=True)
class Change:
    """A step of the idea's way: to which status, when, by whom, why."""

    at: datetime | None
    status: str
    hue: int | None
    stage: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    body: str
    by: str
    by_id: int | None
    at: datetime | None
    edited: datetime | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A file on the idea, as its page links to it."""

    id: int
    name: str
    type: str
    size: int
    width: int | None
    height: int | None

    @property
    def picture(self) -> bool:
        return self.type.startswith("image/")


@dataclass(frozen=True, slots=True)
class IdeaPage:
    idea: Head
    tags: list[tuple[str, str]]
    outcomes: list[tuple[str, str]]
    response: Answer | None
    changes: list[Change]
    files: list[Kept]
    films: list[Film]
    voted: int
    edits: int
    face: str | None


def idea_page(idea: Head, person: Person | None) -> IdeaPage:
    """All parts of the page but the thread and the similar ideas."""
    return IdeaPage(
        idea=idea,
        tags=tags_of([idea.id], person=person)[idea.id] if "tags" in idea.has else [],
        outcomes=_outcomes(idea.id, person) if "outcomes" in idea.has else [],
        response=_response(idea.id) if "response" in idea.has else None,
        changes=_changes(idea.id) if "changes" in idea.has else [],
        files=_files(idea.id) if "files" in idea.has else [],
        films=films(idea.body),
        voted=_voted(idea.id, person),
        edits=_edits(idea) if idea.edited else 0,
        face=pictures([idea.picture_id]).get(idea.picture_id or 0),
    )


def _voted(idea_id: int, person: Person | None) -> int:
    if person is None:
        return 0
    row = one("SELECT how_much FROM listen_vote WHERE idea_id = %s AND person_id = %s", [idea_id, person.pk])
    return row[0] if row else 0


def _outcomes(idea_id: int, person: Person | None) -> list[tuple[str, str]]:
    """(statement, slug) of the outcomes that the idea serves and the reader may see."""
    allowed = visible_ids(person)
    rows = fetch(
        "SELECT d.statement, d.slug, f.audience_id FROM listen_ideaoutcome o"
        " JOIN futures_desiredoutcome d ON d.id = o.outcome_id JOIN futures_future f ON f.id = d.future_id"
        " WHERE o.idea_id = %s AND d.archived IS NULL AND f.archived IS NULL AND f.published IS NOT NULL"
        " ORDER BY d.position, d.id",
        [idea_id],
    )
    return [(row[0], row[1]) for row in rows if row[2] in allowed]


def _response(idea_id: int) -> Answer | None:
    row = one(
        "SELECT r.body, p.name, r.by_id, r.at, r.edited FROM listen_officialresponse r"
        " LEFT JOIN people_person p ON p.id = r.by_id WHERE r.idea_id = %s",
        [idea_id],
    )
    return Answer(row[0], row[1] or "", row[2], moment(row[3]), moment(row[4])) if row else None


def _changes(idea_id: int) -> list[Change]:
    rows = fetch(
        "SELECT c.at, s.name, s.hue, s.stage, p.name, c.reason FROM listen_statuschange c"
        " JOIN listen_status s ON s.id = c.after_id LEFT JOIN people_person p ON p.id = c.by_id"
        " WHERE c.idea_id = %s AND c.undone_at IS NULL ORDER BY c.at DESC, c.id DESC LIMIT 30",
        [idea_id],
    )
    return [
        Change(moment(r[0]), r[1], None if r[3] == "new" else wheel(r[2]), r[3], r[4] or "", r[5])
        for r in rows
    ]


def _files(idea_id: int) -> list[Kept]:
    rows = fetch(
        "SELECT f.id, f.name, f.type, f.size, f.width, f.height FROM listen_attachment a"
        " JOIN engines_storedfile f ON f.id = a.file_id WHERE a.idea_id = %s ORDER BY a.position, a.id",
        [idea_id],
    )
    return [Kept(*row) for row in rows]


def _edits(idea: Head) -> int:
    return int(one("SELECT COUNT(*) FROM listen_ideaedit WHERE idea_id = %s", [idea.id])[0])


def may_see_value(person: Person | None) -> bool:
    return may(person, Permission.SEE_VALUE)
