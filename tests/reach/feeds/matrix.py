from __future__ import annotations

from typing import Any

from tests import make
from tests.cast import Cast
from tests.matrix import Row


def board(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"slug": make.board().slug}}


def members(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"slug": make.board(audience="signed_in").slug}}


ROWS = [
    Row("board_feed", make=board, expect={"*": 200}),
    Row("board_feed", make=members, expect={"*": 404}, note="of a board that is not public"),
    Row("search_feed", expect={"*": 200}),
]
