"""What is looked at: ideas, and comments of customers on them, as plain texts with their directions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from desireline.engines.embeddings import api as embeddings
from desireline.kit.text.api import plain
from desireline.listen.comments.api import Comment
from desireline.listen.ideas.api import Idea
from desireline.maths.hashing import directions as by_letters
from desireline.people.audiences.api import Audience
from desireline.people.roles.api import STAFF
from desireline.understand.themes.models import SPOKEN, Saying

LETTERS = "letters"  # the name of vectors that no model made
LONGEST = 1200  # characters of a text that are looked at
SHORTEST = 3  # words of a comment: “thank you” says nothing about a theme
MOST = 60_000  # texts at once; of more, the newest


@dataclass(frozen=True, slots=True)
class Text:
    """An idea, or a comment on it. `shared`: all of the team may see it, so its words may name a theme."""

    idea: int
    comment: int | None
    at: datetime
    text: str
    shared: bool
    title: str = ""

    @property
    def digest(self) -> bytes:
        """Of the text; empty for a comment that says too little to be looked at."""
        if self.comment and len(self.text.split()) < SHORTEST:
            return b""
        return hashlib.blake2b(self.text.encode("utf-8", "replace"), digest_size=16).digest()


def model() -> str:
    """The name of what makes directions here."""
    return embeddings.model() or LETTERS


def directions(texts: Sequence[str], *, tell: Any = None) -> embeddings.Vectors:
    """One row of unit length for each text: by the model, kept; or else by words and letters."""
    found = embeddings.kept(texts, tell=tell)
    return found if found is not None else by_letters_of(texts)


def by_letters_of(texts: Sequence[str]) -> embeddings.Vectors:
    """Directions without a model."""
    return by_letters([[stem for stem, _word in embeddings.content(text)] for text in texts])


def everything() -> list[Text]:
    """All texts that stand, the newest `MOST`."""
    found = [*_of_ideas(_ideas()), *_of_comments(_comments())]
    if len(found) > MOST:
        found = sorted(found, key=lambda one: one.at)[-MOST:]
    return sorted(found, key=lambda one: (one.idea, one.comment or 0))


def arrived(*, limit: int) -> list[Text]:
    """Texts that were never looked at, the newest first."""
    known = Saying.objects.filter(comment__isnull=True, idea=OuterRef("pk"))
    ideas = list(_of_ideas(_ideas().filter(~Exists(known)).order_by("-pk")[:limit]))
    known = Saying.objects.filter(comment=OuterRef("pk"))
    rest = _comments().filter(~Exists(known)).order_by("-pk")[: limit - len(ideas)]
    return [*ideas, *_of_comments(rest, short=True)]


def _ideas() -> Any:
    rows = Idea.objects.filter(state__in=SPOKEN, board__archived__isnull=True)
    return rows.values_list("pk", "created", "title", "body", "board__audience__kind")


def _comments() -> Any:
    rows = Comment.objects.filter(
        state__in=[Comment.State.PUBLISHED, Comment.State.PENDING],
        internal=False,
        official=False,
        idea__state__in=SPOKEN,
        idea__board__archived__isnull=True,
    ).exclude(author__role__in=STAFF)
    return rows.values_list("idea_id", "pk", "created", "body", "idea__board__audience__kind")


def _of_ideas(rows: Iterable[Any]) -> Iterator[Text]:
    for pk, at, title, body, kind in rows:
        text = f"{title}. {plain(body)}" if body else title
        yield Text(pk, None, at, text[:LONGEST], kind != Audience.Kind.NAMED, title)


def _of_comments(rows: Iterable[Any], *, short: bool = False) -> Iterator[Text]:
    """`short`: also those that say too little; they are then known, and in no theme."""
    for idea, pk, at, body, kind in rows:
        text = plain(body)[:LONGEST]
        if short or len(text.split()) >= SHORTEST:
            yield Text(idea, pk, at, text, kind != Audience.Kind.NAMED)
