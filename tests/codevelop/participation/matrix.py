from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desireline.codevelop.participation import agreeing, steps, thanking
from desireline.codevelop.projects.models import Project
from tests import make
from tests.cast import Cast
from tests.codevelop.gates.matrix import SIGN_IN, TEAM, TEAM_SENT
from tests.codevelop.participation import help as bring
from tests.matrix import Row

Thing = Callable[[Cast, Project], Any]
MINE = {**SIGN_IN, "customer": 200, "*": 404}  # Carla takes part
MINE_SENT = {**SIGN_IN, "customer": 302, "*": 404}
STEWARDS = {**SIGN_IN, "steward": 200, "admin": 200, "*": 404}
STEWARDS_SENT = {**SIGN_IN, "steward": 302, "admin": 302, "*": 404}


def _on(thing: Thing | None = None, *, data: Mapping[str, Any] | None = None, secret: bool = False) -> Any:
    """A project with a thing of it; a secret one is Stella's."""

    def made(cast: Cast) -> Mapping[str, Any]:
        project = make.project(by=cast.stella if secret else cast.tom, confidential=secret)
        kwargs: dict[str, Any] = {"slug": project.slug}
        if secret:
            bring.agreement(project, by=cast.stella)
        if thing is not None:
            kwargs["pk"] = thing(cast, project).pk
        return {"kwargs": kwargs, "data": dict(data or {})}

    return made


def _own(thing: Thing, *, data: Mapping[str, Any] | None = None, **more: Any) -> Any:
    def made(cast: Cast) -> Mapping[str, Any]:
        row = thing(cast, make.project(by=cast.tom))
        return {"kwargs": {"pk": row.pk, **more}, "data": dict(data or {})}

    return made


def _invited(cast: Cast, project: Project) -> Any:
    return bring.invited(project, cast.carla, by=cast.stella)


def _joined(cast: Cast, project: Project) -> Any:
    return bring.joined(project, cast.carla, by=cast.stella)


def _applied(cast: Cast, project: Project) -> Any:
    call = bring.call(project, by=cast.stella)
    return steps.step(project, cast.carla, "apply", by=cast.carla, call=call)


def _call(cast: Cast, project: Project) -> Any:
    return bring.call(project, by=cast.stella)


def _thanked(cast: Cast, project: Project) -> Any:
    return thanking.thank(_joined(cast, project), by=cast.stella, text="Thank you.")


def _cohort(cast: Cast, project: Project) -> Any:
    return bring.cohort(project, by=cast.stella, kind="beta")


def _agreement(cast: Cast, project: Project) -> Any:
    return bring.agreement(project, by=cast.stella).agreement


def _to_accept(cast: Cast) -> Mapping[str, Any]:
    project = make.project(by=cast.tom)
    version = bring.agreement(project, by=cast.tom)
    row = bring.joined(project, cast.carla, by=cast.tom)
    return {"kwargs": {"pk": row.pk, "version": version.pk}, "data": {"typed_name": "Carla Harbour"}}


def _accepted(cast: Cast) -> Mapping[str, Any]:
    project = bring.secret(cast)
    row = bring.joined(project, cast.carla, by=cast.tom)
    version = project.agreements.get().versions.get()
    agreeing.accept_version(row, version, by=cast.carla, typed_name="Carla")
    return {"kwargs": {"pk": version.pk}}


def _called(cast: Cast, **values: Any) -> Mapping[str, Any]:
    made = bring.call(make.project(by=cast.tom), by=cast.tom, **values)
    return {"kwargs": {"pk": made.pk}}


def _draft(cast: Cast) -> Mapping[str, Any]:
    return _called(cast, opened=False)


def _in_cohort(cast: Cast) -> Mapping[str, Any]:
    project = make.project(by=cast.tom)
    row = _joined(cast, project)
    kwargs = {"slug": project.slug, "pk": _cohort(cast, project).pk}
    return {"kwargs": kwargs, "data": {"act": "add", "participant": row.pk}}


def _to_invite(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"slug": make.project(by=cast.tom).slug}, "data": {"person": cast.carla.pk}}


PAGES: tuple[tuple[str, Thing | None], ...] = (
    ("project_participants", None),
    ("project_invite", None),
    ("project_agreements", None),
    ("agreement_new", None),
    ("call_new", None),
    ("cohort_new", None),
    ("participant", _joined),
    ("cohort", _cohort),
    ("cohort_edit", _cohort),
    ("cohort_access", _cohort),
    ("call_edit", _call),
    ("agreement_edit", _agreement),
)
DEEDS: tuple[tuple[str, Thing, dict[str, Any]], ...] = (
    ("participant_act", _applied, {"act": "accept"}),
    ("participant_back", _applied, {}),
    ("participant_thank", _joined, {"kind": "words", "text": "Thank you."}),
    ("thanks_undo", _thanked, {}),
    ("cohort_remove", _cohort, {"act": "remove"}),
    ("call_state", _call, {"act": "close"}),
    ("agreement_end", _agreement, {"act": "end"}),
)
ROWS = [
    Row("calls", expect={"*": 200}),
    Row("call", make=_called, expect={**SIGN_IN, "anonymous": 404, "blocked": 404, "*": 200}),
    Row("call", make=_draft, expect={"*": 404}, note="a draft"),
    Row("call_answer", "POST", _called, {**SIGN_IN, "*": 302}),
    Row("call_answer", "POST", _draft, {**SIGN_IN, "*": 404}, note="a draft"),
    Row("taking_part", expect={**SIGN_IN, "*": 200}),
    Row("taking_part_project", make=_own(_joined), expect=MINE),
    Row("taking_part_invitation", make=_own(_invited), expect=MINE),
    Row("taking_part_yes", "POST", _own(_invited), MINE_SENT),
    Row("taking_part_decline", "POST", _own(_invited), MINE_SENT),
    Row("taking_part_leave", "POST", _own(_joined), MINE_SENT),
    Row("taking_part_back", "POST", _own(_joined), MINE_SENT),
    Row("taking_part_consent", "POST", _own(_joined, data={"on": "1"}, purpose="notes"), MINE_SENT),
    Row("taking_part_consent", "POST", _own(_joined, purpose="all"), {**SIGN_IN, "*": 404}, note="none such"),
    Row("taking_part_accept", "POST", _to_accept, MINE_SENT),
    Row("taking_part_agreement", make=_accepted, expect=MINE),
    Row("project_invite", "POST", _to_invite, TEAM_SENT),
    Row("cohort_members", "POST", _in_cohort, TEAM_SENT),
    *(Row(name, make=_on(thing), expect=TEAM) for name, thing in PAGES),
    *(Row(name, make=_on(thing, secret=True), expect=STEWARDS, note="confidential") for name, thing in PAGES),
    *(Row(name, "POST", _on(thing, data=data), TEAM_SENT) for name, thing, data in DEEDS),
    *(
        Row(name, "POST", _on(thing, data=data, secret=True), STEWARDS_SENT, note="confidential")
        for name, thing, data in DEEDS
    ),
]
