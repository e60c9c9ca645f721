"""Renews the trending score of ideas with recent activity, and lets it fade from those without."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from desireline.kit.options.api import bump
from desireline.listen.comments.models import Comment
from desireline.listen.ideas.models import Idea
from desireline.listen.votes.models import Vote
from desireline.maths.ranking import trending

RECENT = timedelta(days=7)
CHUNK = 500


def renew() -> int:
    """Renew the scores. Returns how many changed."""
    since = timezone.now() - RECENT
    rows = list(
        Idea.objects.filter(Q(active__gte=since) | Q(trend__gt=0), state=Idea.State.PUBLISHED)
        .order_by("id")
        .values_list("id", "board_id", "created", "trend")
    )
    changed, boards = 0, set()
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK]
        moved = _renew(part, since)
        boards |= {board for pk, board, _, _ in part if pk in moved}
        changed += len(moved)
    if boards:
        with transaction.atomic():
            bump(*(f"board:{board}" for board in sorted(boards)))
    return changed


def _renew(part: list[tuple[int, int, datetime, float]], since: datetime) -> set[int]:
    ids = [row[0] for row in part]
    votes = Counter(
        dict(
            Vote.objects.filter(idea__in=ids, created__gte=since)
            .values_list("idea")
            .annotate(n=Count("id"))
            .order_by()
        )
    )
    comments = Counter(
        dict(
            Comment.objects.filter(
                idea__in=ids, created__gte=since, state=Comment.State.PUBLISHED, internal=False
            )
            .values_list("idea")
            .annotate(n=Count("id"))
            .order_by()
        )
    )
    now = timezone.now()
    ideas = []
    for pk, _, created, before in part:
        hours = (now - created).total_seconds() / 3600
        score = round(trending(votes[pk], comments[pk], hours), 4)
        if abs(score - before) > 0.01 * max(before, 0.1):
            ideas.append(Idea(pk=pk, trend=score))
    Idea.objects.bulk_update(ideas, ["trend"], batch_size=200)
    return {idea.pk for idea in ideas}
