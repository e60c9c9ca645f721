from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.listen.comments.models import Comment
from desireline.listen.ideas.models import Idea
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, is_staff, may


def the_idea(pk: int, person: Person | None) -> Idea:
    """The idea whose thread the person may see, or 404."""
    idea = Idea.objects.visible_to(person).select_related("board", "author").filter(pk=pk).first()
    if idea is None:
        raise Http404
    found: Idea = idea
    return found


def the_comment(pk: int, person: Person | None) -> Comment:
    """The comment that the person may see on an idea that they may see, or 404."""
    comment = Comment.objects.visible_to(person).select_related("idea__board", "author").filter(pk=pk).first()
    if comment is None:
        raise Http404
    the_idea(comment.idea_id, person)
    found: Comment = comment
    return found


def own_comment(pk: int, person: Person | None) -> Comment:
    """The comment if the person wrote it and may still edit it, or 404."""
    comment = the_comment(pk, person)
    mine = person is not None and comment.author_id == person.pk
    if not mine or comment.state not in (Comment.State.PUBLISHED, Comment.State.PENDING):
        raise Http404
    return comment


def comment_with_past(pk: int, person: Person | None) -> Comment:
    """The comment for those who may read what it said before: its author while it stands, and moderators."""
    if may(person, Permission.MODERATE):
        return the_comment(pk, person)
    return own_comment(pk, person)


def check_open(idea: Idea, person: Person | None) -> None:
    """Refused where nobody writes any more. The team may still leave notes and answers on a closed idea."""
    if idea.state == Idea.State.MERGED:
        raise Refused(_("This idea was merged. Write your comment where it went."))
    if idea.archived or (idea.closed and not is_staff(person)):
        raise Refused(_("The discussion of this idea is closed."))
