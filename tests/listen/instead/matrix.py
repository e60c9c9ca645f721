from __future__ import annotations

from typing import Any

from tests import make
from tests.cast import Cast
from tests.matrix import Row


def shown(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"pk": make.idea().pk}, "data": {"title": "A draft"}}


def hidden(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"pk": make.idea(on=make.board(audience="staff")).pk}, "data": {"title": "A draft"}}


STAFF = {"team": 200, "steward": 200, "admin": 200, "*": 404}

ROWS = [
    Row("idea_instead", "GET", shown, {"*": 302}, note="without a draft"),
    Row("idea_instead", "POST", shown, {"*": 200}),
    Row("idea_instead", "POST", hidden, STAFF, note="of our own people"),
    Row("idea_instead_undo", "POST", shown, {"*": 404}, note="that nobody did"),
]
