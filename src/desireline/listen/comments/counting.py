"""The counter of comments of an idea, changed with the comment and counted anew to prove it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone

from desireline.listen.comments.models import Comment
from desireline.listen.ideas.models import Idea
from desireline.listen.ideas.stamps import touch


def shown(comment: Comment) -> bool:
    """Whether the comment is one of those that everyone who sees the idea may see."""
    return comment.state == Comment.State.PUBLISHED and not comment.internal


def count(idea_id: int, change: int, *, active: bool = False) -> None:
    """Add to the counter of the idea, in the caller's transaction, and make its cached pages stale."""
    values = {"comments": F("comments") + change} if change else {}
    if active:
        values |= {"active": timezone.now()}  # type: ignore[dict-item]
    if values:
        Idea.objects.filter(pk=idea_id).update(**values)
    board = Idea.objects.filter(pk=idea_id).values_list("board_id", flat=True).get()
    touch(idea_id, board)


def recount(idea_ids: Iterable[int]) -> int:
    """Count the comments of these ideas anew and mend the counters. How many were wrong."""
    wrong, wanted = 0, sorted(set(idea_ids))
    for start in range(0, len(wanted), 500):
        wrong += _recount(wanted[start : start + 500])
    return wrong


@transaction.atomic
def _recount(ids: list[int]) -> int:
    kept = dict(
        Idea.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk", "comments")
    )
    rows = Comment.objects.filter(idea__in=ids, state=Comment.State.PUBLISHED, internal=False)
    counted = dict(rows.values_list("idea").annotate(n=Count("id")).values_list("idea", "n"))
    wrong = {pk: counted.get(pk, 0) for pk in kept if kept[pk] != counted.get(pk, 0)}
    for pk, number in wrong.items():
        Idea.objects.filter(pk=pk).update(comments=number)
    return len(wrong)
