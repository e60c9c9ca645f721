from __future__ import annotations

from typing import Any

from tests import make
from tests.cast import Cast
from tests.matrix import Row


def _staff_board(cast: Cast) -> dict[str, Any]:
    board = make.board(audience="staff")
    return {"query": {"q": "one two three", "board": board.slug}}


_STAFF_ONLY = {"*": 404, "team": 200, "steward": 200, "admin": 200}

_TEAM = {"*": 404, "anonymous": 302, "blocked": 302, "team": 200, "steward": 200, "admin": 200}


def _told(cast: Cast) -> dict[str, Any]:
    body = b'{"query": "%s", "text": "lamp", "filters": {}, "hits": [], "total": 0}' % (b"0" * 32)
    return {"data": body, "extra": {"content_type": "text/plain"}}


ROWS = [
    Row("search", expect={"*": 200}),
    Row("search_json", expect={"*": 200}),
    Row("search_suggest", expect={"*": 200}),
    Row("search_asked", "POST", make=_told, expect={"*": 204}),
    Row("searches", expect=_TEAM),
    Row("searches_export", expect={**_TEAM, "team": 404}),
    Row("close_ideas", expect={"*": 200}),
    Row("close_ideas", make=_staff_board, expect=_STAFF_ONLY, note="of a staff board"),
]
