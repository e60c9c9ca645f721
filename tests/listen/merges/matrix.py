from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desireline.listen.merges import api as merges
from tests import make
from tests.cast import Cast
from tests.matrix import Row

SIGN_IN = {"anonymous": 302, "blocked": 302}
TEAM_PAGE = {"*": 404, **SIGN_IN, "team": 200, "steward": 200, "admin": 200}
TEAM_DEED = {"*": 404, **SIGN_IN, "team": 302, "steward": 302, "admin": 302}


def _one(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"pk": make.idea().pk}}


def _two(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"pk": make.idea().pk, "target": make.idea().pk}}


def _merged(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"pk": merges.merge(make.idea(), make.idea(), by=cast.tom, tell=False).pk}}


def _several(cast: Cast) -> Mapping[str, Any]:
    board = make.board()
    ideas = [make.idea(on=board).pk for _ in range(3)]
    return {"query": {"ids": ideas[0], "into": ideas[1]}}


def _merged_several(cast: Cast) -> Mapping[str, Any]:
    return {"query": {"m": merges.merge(make.idea(), make.idea(), by=cast.tom, tell=False).pk}}


ROWS = [
    Row("idea_merge", "GET", _one, TEAM_PAGE),
    Row("idea_merge_into", "GET", _two, TEAM_PAGE),
    Row("idea_merge_into", "POST", _two, TEAM_DEED),
    Row("merge_together", "GET", _several, TEAM_PAGE),
    Row("merge_together", "POST", _several, TEAM_DEED),
    Row("merges_undo", "POST", _merged_several, TEAM_DEED),
    Row("merge_undo", "POST", _merged, TEAM_DEED),
]
