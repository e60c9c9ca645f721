"""What a board's people accept and reject moves its thresholds, once a night."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desireline.engines.embeddings.api import model
from desireline.engines.search.api import similar
from desireline.kit.jobs.api import Progress
from desireline.kit.options.api import bump
from desireline.listen.boards.models import Board
from desireline.listen.closeness.known import DEFAULT
from desireline.listen.closeness.models import BoardCloseness, Judgement
from desireline.listen.closeness.rules import learnt
from desireline.people.audiences.api import Audience, card_token, waiting_token
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must

CHUNK = 100
LATEST = 5000  # judgements of a board that are looked at
LOOKED = 20
MEASURING = _("Measuring what people said")


def learn(progress: Progress | None = None) -> int:
    """Measure what was not measured yet, and draw the thresholds of all boards anew. Returns how many boards moved.

    Nothing without a model: closeness by words is another scale.
    """
    if model() is None:
        return 0
    _measure(progress or Progress())
    moved = 0
    for board in Board.objects.filter(archived__isnull=True):
        moved += _draw(board)
    if moved:
        bump("site")
    return moved


def _measure(progress: Progress) -> None:
    waiting = Judgement.objects.filter(closeness__isnull=True).select_related("idea", "other").order_by("pk")
    total, done, last = waiting.count(), 0, 0
    allow = everybody()
    while some := list(waiting.filter(pk__gt=last)[:CHUNK]):
        near = {row.pk: _closeness(row, allow) for row in some}
        with transaction.atomic():
            for pk, found in near.items():
                Judgement.objects.filter(pk=pk).update(closeness=found, words="")
            Judgement.objects.filter(pk__in=[pk for pk, found in near.items() if found is None]).delete()
        last, done = some[-1].pk, done + len(some)
        progress.step(done, total, MEASURING)


def _closeness(row: Judgement, allow: tuple[str, ...]) -> float | None:
    """How close they are by today's index; None where they are not near: then nobody can have been shown it."""
    text = row.other.title if row.other else row.words
    skip = (f"idea:{row.other_id}",) if row.other_id else ()
    hits = similar(text, allow=allow, types=("idea",), limit=LOOKED, exclude=skip) if text else ()
    return next((hit.closeness for hit in hits if hit.id == row.idea_id), None)


def everybody() -> tuple[str, ...]:
    """The allow tokens of a reader who belongs to every audience: for jobs, which show nobody anything."""
    audiences = Audience.objects.order_by("pk").values_list("pk", flat=True)
    return tuple(dict.fromkeys(token for pk in audiences for token in (card_token(pk), waiting_token(pk))))


def _draw(board: Board) -> int:
    judged = _judged(board)
    known = BoardCloseness.objects.filter(board=board).first()
    if not judged:
        return 0 if known is None else known.delete()[0]
    found = learnt(judged, DEFAULT)
    same = known is not None and (known.suggest, known.preselect) == (found.suggest, found.preselect)
    values = {"suggest": found.suggest, "preselect": found.preselect, "judged": len(judged)}
    BoardCloseness.objects.update_or_create(board=board, defaults={**values, "at": timezone.now()})
    return 0 if same else 1


def _judged(board: Board) -> Sequence[tuple[int, float]]:
    rows = Judgement.objects.filter(board=board, closeness__isnull=False, void_at__isnull=True)
    found = rows.order_by("-pk").values_list("kind", "closeness")[:LATEST]
    return [(kind, near) for kind, near in found if near is not None]


def reset(board: Board, *, by: Person) -> datetime:
    """Back to the usual thresholds: what was judged so far counts no more. Returns the moment, for `undo_reset`."""
    must(by, Permission.EDIT_FUTURES)
    now = timezone.now()
    with transaction.atomic():
        Judgement.objects.filter(board=board, void_at__isnull=True).update(void_at=now)
        BoardCloseness.objects.filter(board=board).delete()
        bump("site")
    return now


def undo_reset(board: Board, at: datetime, *, by: Person) -> None:
    """What that reset voided counts again."""
    must(by, Permission.EDIT_FUTURES)
    with transaction.atomic():
        Judgement.objects.filter(board=board, void_at=at).update(void_at=None)
        _draw(board)
        bump("site")
