from __future__ import annotations

from typing import Any

from django.utils import timezone

from tests import make
from tests.cast import Cast
from tests.matrix import Row

EDITORS = {"anonymous": 302, "blocked": 302, "steward": 302, "admin": 302, "*": 404}


def board(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"slug": make.board().slug}}


def was_reset(cast: Cast) -> dict[str, Any]:
    return {"query": {"board": make.board().slug, "at": timezone.now().isoformat()}}


ROWS = [
    Row("closeness_reset", "POST", board, EDITORS),
    Row("closeness_undo", "POST", was_reset, EDITORS),
]
