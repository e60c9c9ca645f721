"""Who hears of a comment."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import lazystr
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from desireline.kit.text.api import excerpt
from desireline.listen.comments.counting import shown
from desireline.listen.comments.models import Comment
from desireline.listen.comments.rules import mentioned
from desireline.listen.ideas.models import Idea
from desireline.people.identity.api import Person
from desireline.people.notices.api import followers, notify
from desireline.people.roles.api import STAFF


def staff_ids() -> set[int]:
    return set(Person.objects.filter(role__in=STAFF, is_active=True).values_list("pk", flat=True))


def people_near(idea: Idea, person: Person | None, *, starting: str = "", most: int = 2000) -> dict[int, str]:
    """Names by id of those whom `person` may mention: who spoke in the thread, the idea's author, and the team."""
    spoke = Comment.objects.visible_to(person).filter(idea=idea, author__isnull=False)
    near = Q(pk__in=spoke.values("author")) | Q(role__in=STAFF)
    if idea.author_id:
        near |= Q(pk=idea.author_id)
    rows = Person.objects.filter(near, is_active=True, erased__isnull=True).exclude(name="")
    if starting:
        rows = rows.filter(Q(name__istartswith=starting) | Q(name__icontains=f" {starting}"))
    return dict(rows.order_by("name", "pk").values_list("pk", "name")[:most])


def tell(comment: Comment, *, before: str = "") -> None:
    """Notices for a comment that is shown, or for an internal note (then only the team is told).

    `before` is what it said before an edit: who was mentioned then is not told again, nor are followers.
    """
    if not (shown(comment) or (comment.internal and comment.state == Comment.State.PUBLISHED)):
        return
    idea = Idea.objects.select_related("board").get(pk=comment.idea_id)
    near = people_near(idea, comment.author) if "@" in comment.body else {}
    named = mentioned(comment.body, near) - (mentioned(before, near) if before else set())
    answered = {comment.parent.author_id} if comment.parent and comment.parent.author_id else set()
    following = followers(f"idea:{idea.pk}")
    if comment.internal:
        team = staff_ids()
        named, answered, following = named & team, answered & team, following & team
    about: dict[str, Any] = {
        "topic": f"idea:{idea.pk}",
        "url": reverse("comment", args=[comment.pk]),
        "text": excerpt(comment.body),
        "by": comment.author,
        "audience": idea.board.audience_id,
    }
    who, title = lazystr(comment.author.shown_name if comment.author else "?"), lazystr(idea.title)
    words = {
        "mention": format_lazy(_("{who} mentioned you on “{title}”"), who=who, title=title),
        "reply": format_lazy(_("{who} answered you on “{title}”"), who=who, title=title),
        "comment": format_lazy(_("{who} commented on “{title}”"), who=who, title=title),
    }
    notify("mention", to=named, title=words["mention"], **about)
    if not before:
        notify("reply", to=answered - named, title=words["reply"], **about)
        notify("comment", to=following - named - answered, title=words["comment"], **about)
