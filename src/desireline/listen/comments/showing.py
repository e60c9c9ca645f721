"""Comments as the template wants them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy
from markupsafe import Markup

from desireline.kit.text.api import markdown
from desireline.listen.comments.models import Comment, Reaction
from desireline.listen.comments.reading import name_of
from desireline.listen.comments.rules import Node, emphasise
from desireline.people.identity.api import Person, called, hue_of
from desireline.people.profile.api import pictures
from desireline.people.roles.api import STAFF, Permission, Role, may

REACTIONS = {
    Reaction.Kind.THANKS: (gettext_lazy("Thanks"), "heart"),
    Reaction.Kind.AGREE: (gettext_lazy("Agree"), "thumbs-up"),
    Reaction.Kind.INSIGHT: (gettext_lazy("Insight"), "lightbulb"),
    Reaction.Kind.CELEBRATE: (gettext_lazy("Celebrate"), "sparkles"),
}


NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Given:
    """A reaction below a comment."""

    kind: str
    label: Any
    icon: str
    count: int
    mine: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A comment for its reader. `gone` has no words: removed, or not for this reader."""

    pk: int
    gone: bool
    name: str = ""
    hue: int = 0
    image: str | None = None
    team: bool = False
    kind: str = ""
    body: Markup = NOTHING
    created: datetime | None = None
    edited: bool = False
    waiting: bool = False
    hidden: bool = False
    carried: bool = False
    likes: int = 0
    answers: int | None = None
    answers_name: str = ""
    may_reply: bool = False
    may_edit: bool = False
    may_remove: bool = False
    may_bring_back: bool = False
    may_flag: bool = False
    may_react: bool = False
    reactions: tuple[Given, ...] = ()
    replies: tuple[Shown, ...] = ()
    more: int | None = None


def display_name(row: Mapping[str, Any]) -> str:
    """Never empty: a person without a name is a customer with a number, one who left is said to have left."""
    if row["author_id"] and row["author__erased"]:
        return called("", None)
    return called(name_of(row), row["author_id"])


def shown_nodes(nodes: Iterable[Node], reader: Person | None, *, writing: bool) -> list[Shown]:
    """The laid-out thread, ready to draw. `writing` says whether the thread takes words and reactions."""
    nodes = list(nodes)
    rows = [node.row for top in nodes for node in (top, *top.replies) if node.row is not None]
    names = {name for row in rows if (name := str(row["author__name"] or ""))}
    faces = pictures(row["author__picture_id"] for row in rows)
    return [_node(node, reader, names, writing, faces) for node in nodes]


def _node(
    node: Node, reader: Person | None, names: set[str], writing: bool, faces: Mapping[int, str]
) -> Shown:
    replies = tuple(_node(reply, reader, names, writing, faces) for reply in node.replies)
    row = node.row
    if row is None:
        return Shown(node.pk, True, replies=replies, more=node.more)
    mine = reader is not None and row["author_id"] == reader.pk
    moderates = may(reader, Permission.MODERATE)
    published = row["state"] == Comment.State.PUBLISHED
    if row["state"] == Comment.State.REMOVED:
        back = writing and (mine or moderates)
        return Shown(node.pk, True, may_bring_back=back, replies=replies, more=node.more)
    words = may(reader, Permission.CONTRIBUTE) and writing
    return Shown(
        pk=node.pk,
        gone=False,
        name=display_name(row),
        hue=hue_of(row["author_id"]),
        image=faces.get(row["author__picture_id"] or 0),
        team=bool(row["author__role"]) and Role(row["author__role"]) in STAFF,
        kind="note" if row["internal"] else "official" if row["official"] else "",
        body=markdown(emphasise(row["body"], names)),
        created=row["created"],
        edited=row["edited"] is not None,
        waiting=row["state"] == Comment.State.PENDING,
        hidden=row["state"] == Comment.State.HIDDEN,
        carried=row["merge_id"] is not None,
        likes=row["imported_likes"],
        answers=row["answers"],
        answers_name=row["answers_name"],
        may_reply=words and published,
        may_edit=words and mine,
        may_remove=words and (mine or moderates),
        may_flag=reader is not None and not mine and published and not row["internal"],
        may_react=words and published,
        reactions=_reactions(row),
        replies=replies,
        more=node.more,
    )


def _reactions(row: Mapping[str, Any]) -> tuple[Given, ...]:
    given = row["reactions"]
    return tuple(
        Given(kind.value, label, icon, *given.get(kind.value, (0, False)))
        for kind, (label, icon) in REACTIONS.items()
    )
