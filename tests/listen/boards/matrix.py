from __future__ import annotations

from typing import Any

from tests import make
from tests.cast import Cast
from tests.matrix import Row

EDITORS = {"anonymous": 302, "steward": 200, "admin": 200, "blocked": 302, "*": 404}
DOES = {"anonymous": 302, "steward": 302, "admin": 302, "blocked": 302, "*": 404}


def board(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"slug": make.idea(on=make.board()).board.slug}}


def staff_board(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"slug": make.board(audience="staff").slug}}


def status(cast: Cast) -> dict[str, Any]:
    make.status()
    return {"kwargs": {"pk": make.status("planned", stage="planned").pk}, "data": {"act": "up"}}


STAFF = {"team": 200, "steward": 200, "admin": 200, "*": 404}
ROWS = [
    Row("boards", expect={"*": 200}),
    Row("board", make=board, expect={"*": 200}),
    Row("board", make=staff_board, expect=STAFF, note="of our own people"),
    Row("board_json", make=board, expect={"*": 200}),
    Row("board_json", make=staff_board, expect=STAFF, note="of our own people"),
    Row("board_new", expect=EDITORS),
    Row("board_edit", make=board, expect=EDITORS),
    Row("board_archive", "POST", make=board, expect=DOES),
    Row("statuses", expect=EDITORS),
    Row("status_edit", make=status, expect=EDITORS),
    Row("status_act", "POST", make=status, expect=DOES),
]
