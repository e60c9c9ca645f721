from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desireline.listen.comments.models import Comment
from desireline.listen.moderation import verbs
from tests import make
from tests.cast import Cast
from tests.matrix import Row

SIGN_IN = {"anonymous": 302, "blocked": 302}
TEAM_PAGE = {"*": 404, **SIGN_IN, "team": 200, "steward": 200, "admin": 200}
TEAM_DEED = {"*": 404, **SIGN_IN, "team": 302, "steward": 302, "admin": 302}


def _waiting(cast: Cast) -> Mapping[str, Any]:
    idea = make.idea(by=cast.otto, state=2)
    return {"kwargs": {"kind": "idea", "pk": idea.pk}, "data": {"word": "approve"}}


def _decided(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"pk": verbs.decide(make.idea(), "hide", by=cast.tom).pk}}


def _idea(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"pk": make.idea().pk}}


def _comment(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"pk": Comment.objects.create(idea=make.idea(), body="x").pk}}


ROWS = [
    Row("moderation", "GET", None, TEAM_PAGE),
    Row("moderate", "POST", _waiting, TEAM_DEED),
    Row("decision_undo", "POST", _decided, TEAM_DEED),
    Row("flag_idea", "GET", _idea, {"*": 200, **SIGN_IN}),
    Row("flag_idea", "POST", _idea, {"*": 302}),
    Row("flag_comment", "GET", _comment, {"*": 200, **SIGN_IN}),
    Row("flag_comment", "POST", _comment, {"*": 302}),
]
