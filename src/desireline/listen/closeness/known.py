"""The thresholds in use."""

from __future__ import annotations

from collections.abc import Mapping

from desireline.engines.embeddings.api import PRESELECT, SUGGEST
from desireline.kit.options.memory import remembered
from desireline.listen.closeness.models import BoardCloseness
from desireline.listen.closeness.rules import Thresholds

DEFAULT = Thresholds(SUGGEST, PRESELECT)


@remembered
def _learnt() -> Mapping[int, Thresholds]:
    rows = BoardCloseness.objects.values_list("board_id", "suggest", "preselect")
    return {board: Thresholds(suggest, preselect) for board, suggest, preselect in rows}


def thresholds(board_id: int | None) -> Thresholds:
    """Those of a board, or the usual ones. One query a second and process."""
    return _learnt().get(board_id or 0, DEFAULT)
