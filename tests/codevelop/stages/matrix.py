from __future__ import annotations

from typing import Any

from desireline.codevelop.stages.api import stages
from tests.cast import Cast
from tests.matrix import Row

ASKED = {"anonymous": 302, "blocked": 302, "*": 404}
STEWARDS = {**ASKED, "steward": 200, "admin": 200}
DOES = {**ASKED, "steward": 302, "admin": 302}


def stage(cast: Cast) -> dict[str, Any]:
    data = {"act": "down", "name": "Anew", "days": 20, "purpose": ""}
    return {"kwargs": {"pk": stages()[0].pk}, "data": data}


def new(cast: Cast) -> dict[str, Any]:
    return {"data": {"name": "Pilot", "days": 20}}


ROWS = [
    Row("stages", expect=STEWARDS),
    Row("stages", "POST", make=new, expect=DOES),
    Row("stage_edit", make=stage, expect=STEWARDS),
    Row("stage_edit", "POST", make=stage, expect=DOES),
    Row("stage_act", "POST", make=stage, expect=DOES),
]
