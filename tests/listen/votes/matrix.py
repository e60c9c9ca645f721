from __future__ import annotations

from typing import Any

from tests import make
from tests.cast import Cast
from tests.matrix import Row


def one(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"pk": make.idea().pk}, "data": {"want": "1"}}


def ours(cast: Cast) -> dict[str, Any]:
    return {"kwargs": {"pk": make.idea(on=make.board(audience="staff")).pk}, "data": {"want": "1"}}


def behalf(cast: Cast) -> dict[str, Any]:
    return {
        "kwargs": {"pk": make.idea().pk},
        "data": {"email": "new@example.org", "note": "Call", "how_much": "1"},
    }


TEAM = {"anonymous": 302, "blocked": 302, "team": 200, "steward": 200, "admin": 200, "*": 404}
ROWS = [
    Row("idea_vote", "POST", make=one, expect={"*": 302}),
    Row(
        "idea_vote",
        "POST",
        make=ours,
        expect={"team": 302, "steward": 302, "admin": 302, "*": 404},
        note="ours",
    ),
    Row("idea_voters", make=one, expect=TEAM),
    Row(
        "vote_on_behalf",
        "POST",
        make=behalf,
        expect={"anonymous": 302, "blocked": 302, "team": 302, "steward": 302, "admin": 302, "*": 404},
    ),
]
