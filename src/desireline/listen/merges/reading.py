"""Questions about merges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desireline.kit.rows.api import one
from desireline.listen.addresses import address_of
from desireline.listen.closeness.api import Close, near
from desireline.listen.comments.models import Comment
from desireline.listen.ideas.models import Idea
from desireline.listen.merges.models import Merge
from desireline.listen.merges.rules import words_go
from desireline.listen.votes.models import Vote
from desireline.people.audiences.api import basic
from desireline.people.identity.api import Person
from desireline.people.profile.api import pictures


@dataclass(frozen=True, slots=True)
class Joined:
    """An idea that is part of another now; its author shares the credit. `merge_id` is its own merge."""

    merge_id: int
    idea_id: int
    title: str
    author_id: int | None
    author: str
    at: datetime
    reason: str
    votes: int
    face: str | None = None


def joined(idea_id: int, *, reader: Person | None) -> list[Joined]:
    """The ideas that were merged into this one, as far as the reader may see them, oldest merge first. One query."""
    if one("SELECT 1 FROM listen_idea WHERE merged_into_id = %s LIMIT 1", [idea_id]) is None:
        return []
    seen = Idea.objects.visible_to(reader).filter(merged_into=idea_id)
    rows = Merge.objects.filter(undone_at__isnull=True, source__in=seen).order_by("pk")
    fields = ("pk", "source_id", "source__title", "source__author_id", "source__author__name", "source__guest_name",
              "at", "reason", "source__votes", "source__author__picture_id")  # fmt: skip
    found = list(rows.values_list(*fields))
    faces = pictures(row[-1] for row in found)
    return [
        Joined(
            pk, idea, title, by, name or guest or _numbered(by), at, reason, votes, faces.get(picture or 0)
        )
        for pk, idea, title, by, name, guest, at, reason, votes, picture in found
    ]


def _numbered(author_id: int | None) -> str:
    return Person(pk=author_id).shown_name if author_id else ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merge will do, before it is done. `words`: all comments come along."""

    votes: int
    both: int
    after: int
    comments: int
    words: bool


def preview(sources: Sequence[Idea], target: Idea) -> Preview:
    """How many votes come along, how many people voted for the target as well, how many votes it has then."""
    mine = Vote.objects.filter(idea__in=sources).order_by().values("person").distinct()
    both = mine.filter(person__in=Vote.objects.filter(idea=target).values("person")).count()
    own = mine.count()
    public = basic("public").pk
    with_words = [
        one for one in sources if words_go(one.board.audience_id, target.board.audience_id, public=public)
    ]
    rows = Comment.objects.filter(idea__in=with_words, state=Comment.State.PUBLISHED, internal=False)
    after = target.votes + own - both
    return Preview(own - both, both, after, rows.count(), len(with_words) == len(sources))


def leads_to(idea: Idea) -> str | None:
    """The address of the idea into which this one was merged, or None."""
    if idea.merged_into_id is None:
        return None
    slug = Idea.objects.values_list("slug", flat=True).get(pk=idea.merged_into_id)
    return address_of(idea.merged_into_id, slug)


def candidates(text: str, *, person: Person, skip: int, most: int = 12) -> list[Idea]:
    """Published ideas whose title has all words of the text, most supported first, for choosing a target."""
    rows = Idea.objects.visible_to(person).filter(state=Idea.State.PUBLISHED).exclude(pk=skip)
    for word in text.split()[:6]:
        rows = rows.filter(title__icontains=word)
    found: list[Idea] = list(rows.select_related("status", "board").order_by("-votes", "-pk")[:most])
    return found


@dataclass(frozen=True, slots=True)
class Candidate:
    """An idea that says the same; `sure`: so close that it is chosen beforehand."""

    idea: Idea
    close: Close

    @property
    def sure(self) -> bool:
        return self.close.sure


def nearest(idea: Idea, *, person: Person) -> list[Candidate]:
    """Published ideas that say the same as this one, the nearest first."""
    found = near(idea, person=person)
    rows = Idea.objects.visible_to(person).filter(
        pk__in=[one.id for one in found], state=Idea.State.PUBLISHED, archived=False
    )
    by_id = {row.pk: row for row in rows.select_related("status", "board")}
    return [Candidate(by_id[one.id], one) for one in found if one.id in by_id]


def suggested(idea: Idea, *, person: Person) -> list[Idea]:
    """Like `nearest`, the ideas alone."""
    return [one.idea for one in nearest(idea, person=person)]
