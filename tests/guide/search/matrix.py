from __future__ import annotations

from typing import Any

from tests import make
from tests.cast import Cast
from tests.matrix import Row


def _staff_board(cast: Cast) -> dict[str, Any]:
    board = make.board(audience="staff")
    return {"query": {"q": "one two three", "board": board.slug}}


_STAFF_ONLY = {"*": 404, "team": 200, "steward": 200, "admin": 200}

ROWS = [
    Row("search", expect={"*": 200}),
    Row("search_json", expect={"*": 200}),
    Row("search_suggest", expect={"*": 200}),
    Row("close_ideas", expect={"*": 200}),
    Row("close_ideas", make=_staff_board, expect=_STAFF_ONLY, note="of a staff board"),
]
