"""Draws the fair orders of a board: seeded Thompson draws, one order a bucket, stored in slices of ids."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from django.db import transaction
from django.db.models import Count, F, Max, Sum
from django.utils import timezone

from desireline.kit.options.api import bump
from desireline.kit.pages.lane import BUCKETS
from desireline.kit.rows.api import fetch
from desireline.listen.boards.models import Board
from desireline.listen.ideas.models import Idea
from desireline.listen.order.models import OrderSlice, OrderVersion
from desireline.listen.order.rules import slices
from desireline.maths import ranking

KEPT = timedelta(days=1)
LONGEST = timedelta(hours=6)
CHUNK = 400


def open_ideas(board_id: int) -> tuple[int, int, int]:
    """How many ideas the board shows, the newest of them, and a number that grows with votes and views."""
    rows = Idea.objects.filter(board=board_id, state=Idea.State.PUBLISHED, archived=False)
    found = rows.aggregate(n=Count("id"), last=Max("id"), evidence=Sum(F("votes") + F("seen")))
    return found["n"], found["last"] or 0, found["evidence"] or 0


def rank_board(board_id: int) -> OrderVersion:
    """Draw the orders of a board anew. Pinned ideas lead every order."""
    _, newest, evidence = open_ideas(board_id)
    rows = fetch(
        "SELECT id, votes, exposure, pinned FROM listen_idea"
        " WHERE board_id = %s AND state = 1 AND archived = %s ORDER BY id",
        [board_id, False],
    )
    ids = np.array([row[0] for row in rows], np.int64)
    votes = np.array([row[1] for row in rows], np.float64)
    exposure = np.array([row[2] for row in rows], np.float64)
    pinned = np.array([bool(row[3]) for row in rows], bool)
    prior = ranking.fit_beta_prior(votes, exposure)
    version = OrderVersion.objects.create(
        board_id=board_id, ideas=len(ids), newest=newest, evidence=evidence, prior_a=prior.a, prior_b=prior.b
    )
    for bucket in range(BUCKETS):
        draws = ranking.thompson_draws(votes, exposure, prior, ranking.seed_for(board_id, bucket, version.pk))
        order = ids[ranking.order_by(draws + pinned, ids)] if len(ids) else ids
        _store(version.pk, bucket, order.tolist())
    with transaction.atomic():
        OrderVersion.objects.filter(pk=version.pk).update(ready=True)
        bump(f"board:{board_id}")
    sweep(board_id, keep=version.pk)
    return version


def _store(version_id: int, bucket: int, order: list[int]) -> None:
    rows = [
        OrderSlice(version_id=version_id, bucket=bucket, number=number, ids=packed)
        for number, packed in enumerate(slices(order))
    ]
    for start in range(0, len(rows), CHUNK):
        OrderSlice.objects.bulk_create(rows[start : start + CHUNK])


def sweep(board_id: int, *, keep: int) -> int:
    """Forget orders that no reader is paging through any more. Returns how many."""
    old = OrderVersion.objects.filter(board=board_id, pk__lt=keep, at__lt=timezone.now() - KEPT)
    gone = list(old.values_list("pk", flat=True)[:50])
    OrderSlice.objects.filter(version__in=gone).delete()
    OrderVersion.objects.filter(pk__in=gone).delete()
    return len(gone)


def due_boards() -> list[int]:
    """Boards whose order should be drawn anew: new evidence, or too old."""
    boards = Board.objects.filter(archived__isnull=True).values_list("pk", flat=True)
    return [pk for pk in boards if _is_due(pk)]


def _is_due(board_id: int) -> bool:
    last = OrderVersion.objects.filter(board=board_id, ready=True).order_by("-id").first()
    count, newest, evidence = open_ideas(board_id)
    if last is None:
        return count > 0
    changed = (count, newest, evidence) != (last.ideas, last.newest, last.evidence)
    return changed or timezone.now() - last.at > LONGEST
