"""What the settings of a board say of its thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from desireline.engines.embeddings.api import model
from desireline.listen.boards.models import Board
from desireline.listen.closeness.known import DEFAULT
from desireline.listen.closeness.models import BoardCloseness, Judgement
from desireline.listen.closeness.rules import Thresholds

Kind = Judgement.Kind


@dataclass(frozen=True, slots=True)
class Panel:
    """The thresholds in use and the usual ones; how often what was said, since the last reset; when it was learnt."""

    now: Thresholds
    usual: Thresholds
    counts: dict[str, int]
    judged: int
    at: datetime | None
    learns: bool


def panel(board: Board) -> Panel:
    """Two queries."""
    known = BoardCloseness.objects.filter(board=board).first()
    rows = Judgement.objects.filter(board=board, void_at__isnull=True)
    found = dict(rows.values_list("kind").annotate(n=Count("pk")).order_by())
    counts = {kind.name.lower(): found.get(kind, 0) for kind in Kind}
    now = Thresholds(known.suggest, known.preselect) if known else DEFAULT
    return Panel(now, DEFAULT, counts, sum(counts.values()), known.at if known else None, model() is not None)
