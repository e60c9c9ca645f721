from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests import make
from tests.cast import Cast
from tests.matrix import Row

ASKED = {"anonymous": 302, "blocked": 302}
TEAM = {**ASKED, "*": 404, "team": 200, "steward": 200, "admin": 200}
DOES = {**ASKED, "*": 404, "team": 302, "steward": 302, "admin": 302}
INSIDE = {"*": 404, "team": 200, "steward": 200, "admin": 200}
SECRET = {"*": 404, "steward": 200, "admin": 200}
SECRET_ASKED = {**ASKED, "*": 404, "steward": 200, "admin": 200}
SECRET_DOES = {**ASKED, "*": 404, "steward": 302, "admin": 302}


def project(data: dict[str, Any] | None = None, **values: Any) -> Callable[[Cast], dict[str, Any]]:
    """A project of the steward with these values; the form sends `data`."""
    return lambda cast: {
        "kwargs": {"slug": make.project(by=cast.stella, **values).slug},
        "data": data or {},
    }


def member(cast: Cast) -> dict[str, Any]:
    found = make.project(by=cast.stella)
    return {"kwargs": {"slug": found.slug}, "data": {"act": "join", "person": cast.ada.pk}}


def origin(cast: Cast) -> dict[str, Any]:
    found = make.project(by=cast.stella)
    return {"kwargs": {"slug": found.slug}, "data": {"act": "add", "idea": make.idea().pk}}


def new(cast: Cast) -> dict[str, Any]:
    return {"data": {"title": "Cards that freeze", "outcome": make.outcome().pk}}


def edited(cast: Cast) -> dict[str, Any]:
    found = make.project(by=cast.stella)
    return {
        "kwargs": {"slug": found.slug},
        "data": {"title": "Anew", "outcome": found.outcome_id, "owner": cast.stella.pk},
    }


OPEN, SHOWN, HIDDEN = project(), project(shown=True), project(shown=True, confidential=True)
FOR_SIGNED_IN = project(shown=True, audience="signed_in")
ROWS = [
    Row("projects", expect=TEAM),
    Row("showcase", expect={"*": 200}),
    Row("project", make=OPEN, expect=INSIDE),
    Row("project", make=SHOWN, expect={"*": 200}, note="in the showcase"),
    Row(
        "project",
        make=FOR_SIGNED_IN,
        expect={"*": 200, "anonymous": 404, "blocked": 404},
        note="for signed in",
    ),
    Row("project", make=HIDDEN, expect=SECRET, note="confidential"),
    Row("project_new", expect=TEAM),
    Row("project_new", "POST", make=new, expect=DOES),
    Row("project_edit", make=OPEN, expect=TEAM),
    Row("project_edit", make=HIDDEN, expect=SECRET_ASKED, note="confidential"),
    Row("project_edit", "POST", make=edited, expect=DOES),
    Row("project_show", make=SHOWN, expect=TEAM),
    Row("project_show", "POST", make=project({"act": "hide"}, shown=True), expect=DOES),
    Row("project_confidential", "POST", make=project({"on": "1"}), expect=DOES),
    Row(
        "project_confidential",
        "POST",
        make=project({"on": "0"}, confidential=True),
        expect=SECRET_DOES,
        note="on",
    ),
    Row("project_members", "POST", make=member, expect=DOES),
    Row("project_origins", make=OPEN, expect=TEAM),
    Row("project_origins", "POST", make=origin, expect=DOES),
]
