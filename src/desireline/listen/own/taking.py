"""What a person takes along of what they said here: ideas, comments, votes, reactions, tags, reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, QuerySet

from desireline.listen.comments.models import Comment, CommentEdit, Reaction
from desireline.listen.ideas.models import Idea, IdeaEdit
from desireline.listen.moderation.models import Flag
from desireline.listen.tags.models import IdeaTag
from desireline.listen.votes.models import Vote
from desireline.people.identity.api import Person

Rows = Iterable[Mapping[str, object]]
CHUNK = 500


def ideas(person: Person) -> Rows:
    """Ideas with their text as it is now, whatever became of them."""
    rows = Idea.objects.filter(author=person).order_by("id").annotate(on=F("board__name"))
    for row in rows.values(
        "id", "on", "title", "body", "language", "status__name", "state", "created", "edited", "votes", "comments"
    ).iterator(CHUNK):  # fmt: skip
        yield {**row, "state": Idea.State(int(str(row["state"]))).name.lower()}


def idea_edits(person: Person) -> Rows:
    """What an idea of theirs, or one that they changed, said before they changed it."""
    return _rows(IdeaEdit.objects.filter(by=person), "idea_id", "title", "body", "at")


def comments(person: Person) -> Rows:
    """Comments with their text as it is now, whatever became of them."""
    rows = Comment.objects.filter(author=person).order_by("id")
    for row in rows.values(
        "id", "idea_id", "idea__title", "parent_id", "body", "internal", "state", "created", "edited"
    ).iterator(CHUNK):
        yield {**row, "state": Comment.State(int(str(row["state"]))).name.lower()}


def comment_edits(person: Person) -> Rows:
    return _rows(CommentEdit.objects.filter(by=person), "comment_id", "body", "at")


def votes(person: Person) -> Rows:
    """Votes that count as theirs: how much it would matter, since when, and from where."""
    rows = Vote.objects.filter(person=person).order_by("id")
    for row in rows.values("idea_id", "idea__title", "how_much", "source", "note", "created").iterator(CHUNK):
        much, source = Vote.HowMuch(int(str(row["how_much"]))), Vote.Source(int(str(row["source"])))
        yield {**row, "how_much": much.name.lower(), "source": source.name.lower()}


def reactions(person: Person) -> Rows:
    return _rows(Reaction.objects.filter(person=person), "comment_id", "kind", "at")


def tags(person: Person) -> Rows:
    return _rows(IdeaTag.objects.filter(by=person), "idea_id", "tag__name", "at")


def reports(person: Person) -> Rows:
    return _rows(Flag.objects.filter(by=person), "idea_id", "comment_id", "reason", "at")


def _rows(found: QuerySet[Any], *fields: str) -> Rows:
    rows: Rows = found.order_by("id").values(*fields).iterator(CHUNK)
    return rows


ALL = (ideas, idea_edits, comments, comment_edits, votes, reactions, tags, reports)
