"""Who may hear of an idea or a comment: the rules of `visible_to`, for many people and one thing."""

from __future__ import annotations

from desireline.listen.addresses import address_of
from desireline.listen.boards.api import Board
from desireline.listen.comments.models import Comment
from desireline.listen.ideas.models import Idea
from desireline.people.audiences.api import among
from desireline.people.identity.api import Person
from desireline.people.roles.api import STAFF

State = Idea.State


def ideas_named(person: Person, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Title and address of the ideas that the person may see."""
    rows = Idea.objects.visible_to(person).filter(pk__in=ids).values_list("pk", "title", "slug")
    return {pk: (title, address_of(pk, slug)) for pk, title, slug in rows}


def boards_named(person: Person, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Name and address of the boards that the person may see."""
    rows = Board.objects.visible_to(person).filter(pk__in=ids, archived__isnull=True)
    return {pk: (name, f"/boards/{slug}") for pk, name, slug in rows.values_list("pk", "name", "slug")}


def hear_board(pk: int, people: set[int]) -> set[int]:
    """Those of the people who may see the board."""
    rows = Board.objects.filter(pk=pk, archived__isnull=True)
    audience = rows.values_list("audience_id", flat=True).first()
    return among(audience, people) if audience else set()


def ideas_seen(person: Person, ids: set[int]) -> set[int]:
    return set(Idea.objects.visible_to(person).filter(pk__in=ids).values_list("pk", flat=True))


def comments_seen(person: Person, ids: set[int]) -> set[int]:
    """Comments that still say something to the person, on ideas that they may see."""
    rows = Comment.objects.visible_to(person).filter(pk__in=ids).exclude(state=Comment.State.REMOVED)
    found = dict(rows.values_list("pk", "idea_id"))
    ideas = ideas_seen(person, set(found.values()))
    return {pk for pk, idea in found.items() if idea in ideas}


def hear_idea(pk: int, people: set[int]) -> set[int]:
    """Those of the people who may see the idea. Few queries, however many people."""
    row = (
        Idea.objects.filter(pk=pk, board__archived__isnull=True)
        .values_list("state", "author_id", "board__audience_id")
        .first()
    )
    if row is None or row[0] == State.SPAM:
        return set()
    state, author, audience = row
    there = among(audience, people)
    if state in (State.PUBLISHED, State.MERGED):
        return there
    return _team(there) | ({author} & there if state == State.PENDING else set())


def hear_comment(pk: int, people: set[int]) -> set[int]:
    """Those of the people who may see the comment and its idea."""
    row = Comment.objects.filter(pk=pk).values_list("idea_id", "state", "internal", "author_id").first()
    if row is None or row[1] in (Comment.State.SPAM, Comment.State.REMOVED):
        return set()
    idea, state, internal, author = row
    there = hear_idea(idea, people)
    if state == Comment.State.PUBLISHED and not internal:
        return there
    own = {author} & there if state == Comment.State.PENDING and not internal else set()
    return _team(there) | own


def _team(people: set[int]) -> set[int]:
    rows = Person.objects.filter(pk__in=people, role__in=STAFF, is_active=True)
    return set(rows.values_list("pk", flat=True))
