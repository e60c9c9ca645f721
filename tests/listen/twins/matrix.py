from __future__ import annotations

from typing import Any

from desireline.listen.twins.models import Twin
from tests import make
from tests.cast import Cast
from tests.matrix import Row

SIGN_IN = {"anonymous": 302, "blocked": 302}
TEAM_PAGE = {"*": 404, **SIGN_IN, "team": 200, "steward": 200, "admin": 200}
TEAM_DEED = {"*": 404, **SIGN_IN, "team": 302, "steward": 302, "admin": 302}


def pair(cast: Cast) -> dict[str, Any]:
    one, two = make.idea(), make.idea()
    row = Twin.objects.create(first=one, second=two, closeness=0.9)
    return {"data": {"act": "different", "rows": row.pk}, "query": {"p": row.pk}}


ROWS = [
    Row("twins", "GET", None, TEAM_PAGE),
    Row("twins_act", "POST", pair, TEAM_DEED),
    Row("twins_undo", "POST", pair, TEAM_DEED),
]
