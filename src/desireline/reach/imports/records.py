"""The neutral language of imports: what any archive of any earlier tool can say.

Readers yield these; one writer understands them. Everything is identified by the id that it has in its source
(`source_id`, always text), unique within its kind and that source. A reference is the `source_id` of the other record,
or "" for none. Times are aware and in UTC, or None where the source does not tell.

**Order.** A record never comes before the records that it refers to, and `ORDER` says which kinds refer to which: a
writer that collects a batch and applies it kind by kind in that order never meets a dangling reference. A person may be
said more than once; the later one knows more or the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from desireline.reach.imports.words import NOWHERE, Place, Text

Role = Literal["customer", "team", "admin"]
State = Literal["open", "closed", "pending", "spam"]
StatusKind = Literal["open", "planned", "started", "done", "declined"]
VoteSource = Literal["person", "behalf", "tool"]


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """An organisation that is a customer. `monthly_value` is in the source's own currency."""

    source_id: str
    name: str
    domain: str = ""
    monthly_value: Decimal | None = None
    plan: str = ""
    created: datetime | None = None
    where: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A human. `email` is lower case and looks valid, or is ""; `accounts` are ids of accounts.

    Sources without ids are keyed by what they have: `mail:<address>`, else `name:<name>`.
    """

    source_id: str
    name: str = ""
    email: str = ""
    role_hint: Role = "customer"
    created: datetime | None = None
    accounts: tuple[str, ...] = ()
    external_id: str = ""
    blocked: bool = False
    where: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class BoardRecord:
    source_id: str
    name: str
    description: str = ""
    private: bool = False
    created: datetime | None = None
    where: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class StatusRecord:
    """`kind` is our guess of what the source's name means; a person may map it otherwise."""

    source_id: str
    name: str
    kind: StatusKind = "open"
    color: str = ""
    where: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class TagRecord:
    source_id: str
    name: str
    color: str = ""
    public: bool = True
    where: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class IdeaRecord:
    """One idea. `body` is Markdown; a picture from the archive is written `![](attachment:<source_id>)`.

    `unattributed_votes` counts votes of which the source tells no voter: never to be turned into people. None: not told
    here; a `TallyRecord` after the votes may tell it.
    """

    source_id: str
    title: str
    body: str = ""
    board: str = ""
    author: str = ""
    created: datetime | None = None
    status: str = ""
    status_changed: datetime | None = None
    tags: tuple[str, ...] = ()
    category: str = ""
    state: State = "open"
    response: str = ""
    responder: str = ""
    responded: datetime | None = None
    unattributed_votes: int | None = None
    url: str = ""
    language: str = ""
    where: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class StatusChangeRecord:
    idea: str
    status: str
    by: str = ""
    created: datetime | None = None
    where: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class VoteRecord:
    """One vote per idea and person. `weight` is 1 unless the source knows "how much"; `cast_by` voted for them."""

    idea: str
    person: str
    created: datetime | None = None
    weight: int = 1
    source: VoteSource = "person"
    cast_by: str = ""
    where: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class TallyRecord:
    """How many votes of an idea have no voter in the source; comes after its votes."""

    idea: str
    unattributed_votes: int
    where: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class FollowRecord:
    idea: str
    person: str
    where: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class CommentRecord:
    """One comment; a parent comes before its replies. `official`: by the team for all to see; `likes`: a total."""

    source_id: str
    idea: str
    body: str
    parent: str = ""
    author: str = ""
    created: datetime | None = None
    edited: datetime | None = None
    internal: bool = False
    official: bool = False
    state: State = "open"
    likes: int = 0
    where: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class AttachmentRecord:
    """A file inside the archive; `source.open(member)` streams its bytes. Belongs to an idea or to a comment."""

    source_id: str
    member: str
    size: int
    name: str = ""
    idea: str = ""
    comment: str = ""
    where: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class MergeRecord:
    """`idea` was merged into `into`. Chains are already resolved: `into` is never itself merged."""

    idea: str
    into: str
    by: str = ""
    created: datetime | None = None
    where: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class ExtraRecord:
    """A record of our own export that has no neutral form (outcomes, ratings, ...): its feature brings it in."""

    kind: str
    data: Mapping[str, Any]
    where: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Skip:
    """Something that does not go in, and why. `wrong` tells a broken line from one left out on purpose."""

    where: Place
    reason: Text
    wrong: bool = True


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about what goes in (or about a whole file that does not)."""

    where: Place
    text: Text


Thing = (
    AccountRecord
    | PersonRecord
    | BoardRecord
    | StatusRecord
    | TagRecord
    | IdeaRecord
    | StatusChangeRecord
    | VoteRecord
    | TallyRecord
    | FollowRecord
    | CommentRecord
    | AttachmentRecord
    | MergeRecord
    | ExtraRecord
)
Record = Thing | Skip | Remark

ORDER: tuple[type[Thing], ...] = (
    AccountRecord,
    PersonRecord,
    BoardRecord,
    StatusRecord,
    TagRecord,
    IdeaRecord,
    StatusChangeRecord,
    VoteRecord,
    TallyRecord,
    FollowRecord,
    CommentRecord,
    AttachmentRecord,
    MergeRecord,
    ExtraRecord,
)
