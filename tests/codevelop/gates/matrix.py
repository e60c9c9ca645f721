from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desireline.codevelop.stages.api import Deliverable
from tests import make
from tests.cast import Cast
from tests.codevelop.gates.help import decide
from tests.matrix import Row

SIGN_IN = {"anonymous": 302, "blocked": 302}
TEAM = {**SIGN_IN, "team": 200, "steward": 200, "admin": 200, "*": 404}
TEAM_SENT = {**SIGN_IN, "team": 302, "steward": 302, "admin": 302, "*": 404}
STEWARDS = {**TEAM, "team": 404}
STEWARDS_SENT = {**TEAM_SENT, "team": 404}


def _one(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"slug": make.project(by=cast.tom, shown=True).slug}}


def _rated(cast: Cast) -> Mapping[str, Any]:
    project = make.project(by=cast.tom, shown=True)
    assert project.stage is not None
    one = project.stage.criteria.filter(must=False).first()
    assert one is not None
    return {"kwargs": {"slug": project.slug}, "data": {f"mark-{one.pk}": 7}}


def _decided(cast: Cast) -> Mapping[str, Any]:
    project = make.project(by=cast.tom, shown=True)
    data = {"version": project.version, "verdict": "hold", "reason": "Not now."}
    return {"kwargs": {"slug": project.slug}, "data": data}


def _deliverable(cast: Cast) -> Mapping[str, Any]:
    project = make.project(by=cast.tom, shown=True)
    pk = Deliverable.objects.filter(stage=project.stage)[0].pk
    return {"kwargs": {"slug": project.slug, "pk": pk}, "data": {"on": "1"}}


def _decision(cast: Cast) -> Mapping[str, Any]:
    project = make.project(by=cast.tom, shown=True)
    return {"kwargs": {"slug": project.slug, "pk": decide(project, by=cast.stella).pk}}


def _elsewhere(cast: Cast) -> Mapping[str, Any]:
    made = decide(make.project(by=cast.tom), by=cast.stella)
    return {"kwargs": {"slug": make.project(by=cast.tom).slug, "pk": made.pk}}


ROWS = [
    Row("project_gate", make=_one, expect=TEAM),
    Row("project_gate", "POST", _rated, TEAM_SENT),
    Row("gate_look", "POST", _one, TEAM_SENT),
    Row("gate_deliver", "POST", _deliverable, TEAM_SENT),
    Row("project_decide", make=_one, expect=STEWARDS),
    Row("project_decide", "POST", _decided, STEWARDS_SENT),
    Row("project_decisions", make=_one, expect=TEAM),
    Row("gate_undo", "POST", _decision, STEWARDS_SENT),
    Row("gate_undo", "POST", _elsewhere, {**SIGN_IN, "*": 404}, note="of another project"),
    Row("project_fast_track", make=_one, expect=STEWARDS),
    Row("project_fast_track_close", "POST", _one, STEWARDS_SENT),
]
