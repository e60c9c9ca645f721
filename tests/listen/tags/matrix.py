from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desireline.listen.tags import api as tags
from desireline.listen.tags.models import Tag
from tests import make
from tests.cast import Cast
from tests.matrix import Row

SIGN_IN = {"anonymous": 302, "blocked": 302}
TEAM_DEED = {"*": 404, **SIGN_IN, "team": 302, "steward": 302, "admin": 302}


def _idea(cast: Cast) -> Mapping[str, Any]:
    tags.add(make.idea(), "fees", by=cast.tom)
    return {"kwargs": {"pk": make.idea().pk}, "data": {"tag": "fees"}}


def _tag(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"pk": Tag.objects.create(slug="x", name="x").pk}, "data": {"word": "delete"}}


def _change(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"pk": tags.delete(Tag.objects.create(slug="x", name="x"), by=cast.tom).pk}}


ROWS = [
    Row("idea_tags", "GET", _idea, {"*": 200, **SIGN_IN}),
    Row("idea_tags", "POST", _idea, {"*": 302}),
    Row("tag_suggestions", "GET", None, {"*": 200, **SIGN_IN}),
    Row("tags", "GET", None, {"*": 404, **SIGN_IN, "team": 200, "steward": 200, "admin": 200}),
    Row("tag", "POST", _tag, TEAM_DEED),
    Row("tag_undo", "POST", _change, TEAM_DEED),
]
