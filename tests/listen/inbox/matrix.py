from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desireline.listen.inbox import api as inbox
from tests import make
from tests.cast import Cast
from tests.matrix import Row

SIGN_IN = {"anonymous": 302, "blocked": 302}


def _chosen(cast: Cast) -> Mapping[str, Any]:
    return {"data": {"act": "done", "ids": [make.idea().pk]}}


def _done(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"pk": inbox.act("done", [make.idea().pk], by=cast.tom, wish=inbox.Wish()).pk}}


ROWS = [
    Row("inbox", "GET", None, {"*": 404, **SIGN_IN, "team": 200, "steward": 200, "admin": 200}),
    Row("inbox_merge", "GET", None, {"*": 404, **SIGN_IN, "team": 200, "steward": 200, "admin": 200}),
    Row("inbox_act", "POST", _chosen, {"*": 404, **SIGN_IN, "team": 302, "steward": 302, "admin": 302}),
    Row("inbox_undo", "POST", _done, {"*": 404, **SIGN_IN, "team": 302}, "one's own actions only"),
]
