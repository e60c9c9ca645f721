from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desireline.codevelop.sessions import finding, inviting, links, mapping, noting
from desireline.codevelop.sessions.models import Session
from tests import make
from tests.cast import Cast
from tests.codevelop.gates.matrix import SIGN_IN, TEAM, TEAM_SENT
from tests.codevelop.sessions.help import guest, joins, running, session
from tests.matrix import Row

More = Callable[[Cast, Session], Mapping[str, Any]]
GUESTS = {**TEAM, "customer": 200}
GUESTS_SENT = {**TEAM_SENT, "customer": 302}
ALL_IN = {**SIGN_IN, "*": 200}
STEWARDS_SENT = {**TEAM_SENT, "team": 404}
SECRET = {**TEAM, "customer": 404}


def _project(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"slug": make.project(by=cast.tom, shown=True).slug}}


def _on(more: More | None = None, *, data: Mapping[str, Any] | None = None, **values: Any) -> Any:
    """A session that runs; Carla comes, nobody else is invited. `confidential`: Carla has agreed to nothing."""

    def bring(cast: Cast) -> Mapping[str, Any]:
        project = make.project(by=cast.tom, **values)
        row = running(project, by=cast.tom)
        guest(row, joins(project, cast.carla, consents=True))
        kwargs = {"pk": row.pk, **(more(cast, row) if more else {})}
        return {"kwargs": kwargs, "data": dict(data or {})}

    return bring


def _guest(act: str) -> More:
    return lambda cast, row: {"guest": row.guests.get().pk, "act": act}


def _note(act: str) -> More:
    return lambda cast, row: {"note": noting.note(row, by=cast.tom, text="It took long").pk, "act": act}


def _finding(cast: Cast, row: Session) -> Mapping[str, Any]:
    return {"found": finding.find(row, by=cast.tom, text="It takes long").pk}


def _find(act: str) -> More:
    return lambda cast, row: {**_finding(cast, row), "act": act}


def _step(cast: Cast, row: Session) -> Mapping[str, Any]:
    return {"step": mapping.begin(row, by=cast.tom)[0].pk}


def _moved(act: str) -> More:
    return lambda cast, row: {**_step(cast, row), "act": act}


def _cell(cast: Cast, row: Session) -> Mapping[str, Any]:
    return {**_step(cast, row), "row": "does"}


def _declined(cast: Cast) -> Mapping[str, Any]:
    project = make.project(by=cast.tom)
    row = session(project, by=cast.tom)
    guest(row, joins(project, cast.carla), "declined")
    return {"kwargs": {"pk": row.pk}}


def _uninvited(cast: Cast) -> Mapping[str, Any]:
    project = make.project(by=cast.tom)
    row = session(project, by=cast.tom)
    inviting.uninvite(guest(row, joins(project, cast.carla)), by=cast.tom)
    return {"kwargs": {"pk": row.pk}}


def _link(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"token": links.make(by=cast.carla)}}


PLAN = {
    "technique": "interview", "title": "A talk", "starts": "2030-05-02T10:00", "ends": "2030-05-02T11:00",
    "time_zone": "Europe/Berlin", "guide": "10 Welcome",
}  # fmt: skip
SAID = {"text": "It took me an hour", "kind": "said"}
CELL = {"text": "Looks for the form", "version": "0"}


def _planned(cast: Cast) -> Mapping[str, Any]:
    return {**_project(cast), "data": PLAN}


ROWS = [
    Row("project_sessions", make=_project, expect=TEAM),
    Row("session_new", make=_project, expect=TEAM),
    Row("session_new", "POST", _planned, TEAM_SENT),
    Row("session", make=_on(), expect=GUESTS),
    Row("session", make=_on(confidential=True), expect={**SECRET, "team": 200}, note="nothing agreed to"),
    Row("session", make=_uninvited, expect=TEAM, note="taken off the list"),
    Row("session_edit", make=_on(), expect=TEAM),
    Row("session_edit", "POST", _on(data=PLAN), TEAM_SENT),
    *(
        Row("session_state", "POST", _on(lambda cast, row, act=act: {"act": act}), TEAM_SENT, note=act)
        for act in ("hold", "cancel", "plan")
    ),
    Row("session_answer", "POST", _on(data={"comes": "1"}), GUESTS_SENT),
    Row("session_invite", make=_on(), expect=TEAM),
    Row("session_invite", "POST", _on(), TEAM_SENT),
    *(
        Row("session_guest", "POST", _on(_guest(act)), TEAM_SENT, note=act)
        for act in ("came", "missed", "coming", "remove", "restore", "consent")
    ),
    Row("session_notes", make=_on(), expect=TEAM),
    Row("session_note", "POST", _on(data=SAID), TEAM_SENT),
    *(
        Row("session_note_act", "POST", _on(_note(act)), TEAM_SENT, note=act)
        for act in ("tag", "remove", "restore")
    ),
    Row("finding_new", make=_on(), expect=TEAM),
    Row("finding_new", "POST", _on(data={"text": "It takes long"}), TEAM_SENT),
    Row("finding_edit", make=_on(_finding), expect=TEAM),
    Row("finding_edit", "POST", _on(_finding, data={"text": "It takes long"}), TEAM_SENT),
    *(
        Row("finding_act", "POST", _on(_find(act), data={"changed": "Shorter"}), TEAM_SENT, note=act)
        for act in ("change", "settle", "remove", "restore")
    ),
    Row("session_map", make=_on(), expect=GUESTS),
    Row("session_map", make=_on(confidential=True), expect=SECRET, note="nothing agreed to"),
    Row("session_map", make=_declined, expect=TEAM, note="who does not come"),
    Row("map_now", make=_on(), expect=GUESTS),
    Row("map_save", "POST", _on(_cell, data=CELL), GUESTS_SENT),
    Row("map_history", make=_on(_cell), expect=GUESTS),
    Row("map_step", "POST", _on(), GUESTS_SENT),
    *(
        Row("map_step_act", "POST", _on(_moved(act)), GUESTS_SENT, note=act)
        for act in ("earlier", "later", "remove", "restore")
    ),
    Row("map_take", "POST", _on(), STEWARDS_SENT),
    Row("session_ics", make=_on(), expect=GUESTS),
    Row("session_ics", make=_on(confidential=True), expect=SECRET, note="nothing agreed to"),
    *(
        Row("session_export", make=_on(lambda cast, row, form=form: {"form": form}), expect=TEAM, note=form)
        for form in ("csv", "md")
    ),
    Row("my_sessions", expect=ALL_IN),
    Row("calendar_make", "POST", expect=ALL_IN),
    Row("calendar_end", "POST", expect={"*": 302}),
    Row("calendar_feed", make=_link, expect={"*": 200}),
    Row("calendar_feed", make=lambda cast: {"kwargs": {"token": "none"}}, expect={"*": 404}, note="no such"),
]
