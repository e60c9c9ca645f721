"""Brings what needs the rest to be there: merges, counts, the block, the notices of the cast, orders, the search."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db.models import Max

from desireline.engines.search.api import reindex
from desireline.listen.comments.api import recount as recount_comments
from desireline.listen.comments.api import tell as tell_comment
from desireline.listen.ideas.api import tell_status
from desireline.listen.merges.api import merge
from desireline.listen.models import Comment, Idea, Merge, StatusChange
from desireline.listen.order.api import rank_board, renew_trends
from desireline.listen.votes.api import recount as recount_votes
from desireline.people.identity.api import block
from desireline.people.models import Block, Notice
from desireline.site.demo.world import World

UNREAD = 5  # notices that each of the cast has not read yet
TOLD = 45.0  # days; older events are told to nobody


def merges(world: World) -> None:
    """Through the verb of the team, so that votes, comments and followers go along."""
    told = [(idea, idea.merge) for idea in world.script.ideas if idea.merge]
    for idea, how in sorted(told, key=lambda pair: -pair[1].days_ago):
        by = world.people[how.by]
        made = merge(world.ideas[idea.key], world.ideas[how.into], by=by, reason=how.reason, tell=False)
        Merge.objects.filter(pk=made.pk).update(at=world.at(how.days_ago))


def counts(world: World) -> None:
    """Votes, accounts, value and comments, counted from their rows; the last activity of each idea."""
    ids = [row.pk for row in world.ideas.values()]
    recount_votes(ids)
    recount_comments(ids)
    rows = list(
        Idea.objects.filter(pk__in=ids).annotate(
            voted=Max("vote_rows__created"),
            said=Max("comment_rows__created"),
            moved=Max("status_changes__at"),
        )
    )
    for row in rows:
        row.active = _last(row.created, row.voted, row.said, row.moved)  # type: ignore[attr-defined]
    Idea.objects.bulk_update(rows, ["active"])


def _last(*times: datetime | None) -> datetime:
    return max(time for time in times if time is not None)


def blocks(world: World) -> None:
    """Who was shut out, half a day after their last words."""
    for member in world.script.cast:
        if member.blocked:
            made = block(world.people[member.key], by=world.role("steward"), reason=member.blocked_reason)
            last = min(
                (one.days_ago for one in world.script.comments if one.by == member.key),
                default=member.days_ago,
            )
            Block.objects.filter(pk=made.pk).update(at=world.at(max(last - 0.5, 0)))


def notices(world: World) -> None:
    """What the last weeks would have told the cast; nobody else has a bell here. The newest are unread."""
    cast = {world.people[member.key].pk for member in world.script.cast if not member.blocked}
    since = world.at(TOLD)
    said = Comment.objects.filter(created__gte=since).select_related("parent", "author")
    events: list[tuple[datetime, Callable[[], object]]] = [
        *((one.created, partial(tell_comment, one)) for one in said),
        *((one.at, partial(tell_status, one.pk)) for one in StatusChange.objects.filter(at__gte=since)),
    ]
    last = 0
    for at, tell in sorted(events, key=lambda event: event[0]):
        tell()
        Notice.objects.filter(pk__gt=last).update(at=at)
        last = Notice.objects.aggregate(last=Max("pk"))["last"] or 0
    Notice.objects.exclude(person__in=cast).delete()
    for person in cast:
        mine = Notice.objects.filter(person=person).order_by("-id").values_list("pk", flat=True)
        Notice.objects.filter(pk__in=list(mine)[UNREAD:]).update(read_at=world.now)
    unread = Notice.objects.filter(read_at__isnull=True).count()
    world.say(f"  {unread} unread notices for the cast")


def orders(world: World) -> None:
    for board in world.boards.values():
        rank_board(board.pk)
    renew_trends()


def search(world: World) -> None:
    world.say(f"  {reindex()} cards in the search")
