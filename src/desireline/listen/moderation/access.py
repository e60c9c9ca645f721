from __future__ import annotations

from django.http import Http404

from desireline.listen.comments.access import the_comment, the_idea
from desireline.listen.comments.models import Comment
from desireline.listen.ideas.models import Idea
from desireline.listen.moderation.models import Decision
from desireline.people.audiences.api import visible_ids
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may

Thing = Idea | Comment


def thing(kind: str, pk: int, person: Person | None) -> Thing:
    """The idea or comment that the person may see, or 404."""
    return the_idea(pk, person) if kind == "idea" else the_comment(pk, person)


def judged(kind: str, pk: int, person: Person) -> Thing:
    """The idea or comment that a moderator decides on: on their boards, whatever its state, or 404."""
    if not may(person, Permission.MODERATE):
        raise Http404
    ideas = Idea.objects.filter(board__audience_id__in=visible_ids(person))
    found: Thing | None
    if kind == "idea":
        found = ideas.select_related("author", "board").filter(pk=pk).first()
    else:
        found = Comment.objects.filter(idea__in=ideas).select_related("author", "idea").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def the_decision(pk: int, person: Person) -> Decision:
    """A decision on something that the moderator may see, or 404."""
    decision = Decision.objects.select_related("idea", "comment").filter(pk=pk).first()
    if decision is None:
        raise Http404
    if decision.idea_id:
        judged("idea", decision.idea_id, person)
    else:
        judged("comment", decision.comment_id or 0, person)
    return decision
