from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.cast import Cast
from tests.matrix import Row
from tests.people.directory.matrix import ADMINS, SENT, TEAM


def _account(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"slug": "harbour-cafe"}, "data": {"email": "otto@example.org"}}


ROWS = [
    Row("accounts", expect=TEAM),
    Row("account", make=lambda cast: {"kwargs": {"slug": "harbour-cafe"}}, expect=TEAM),
    Row(
        "account",
        make=lambda cast: {"kwargs": {"slug": "none"}},
        expect={"anonymous": 302, "blocked": 302, "*": 404},
        note="missing",
    ),
    Row("account_new", expect=ADMINS),
    Row("account_edit", make=lambda cast: {"kwargs": {"slug": "harbour-cafe"}}, expect=ADMINS),
    Row("account_member", "POST", _account, expect=SENT),
]
