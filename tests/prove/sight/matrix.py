from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desireline.prove.models import Justification, PromiseEvidence, Relink
from tests import make
from tests.cast import Cast
from tests.matrix import Row
from tests.understand.themes.matrix import theme

ASKED = {"anonymous": 302, "blocked": 302}
TEAM = {**ASKED, "team": 200, "steward": 200, "admin": 200, "*": 404}
DONE = {**ASKED, "team": 302, "steward": 302, "admin": 302, "*": 404}
STAFF = {"team": 200, "steward": 200, "admin": 200, "*": 404}
GONE = {**ASKED, "*": 404}
Make = Callable[[Cast], Mapping[str, Any]]


def node(kind: str, **values: Any) -> Make:
    """The address of an outcome, or of the future of one, with these values of the future."""

    def made(cast: Cast) -> Mapping[str, Any]:
        outcome = make.outcome(under=make.future(**values))
        found = outcome if kind == "outcome" else outcome.future
        return {"kwargs": {"kind": kind, "pk": found.pk}}

    return made


def project(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"kind": "project", "pk": make.project(by=cast.tom).pk}}


def orphan(kind: str, *, alone: bool = False) -> Make:
    """What the audit can mend, with the form's fields; `alone`: a route without the kind."""

    def made(cast: Cast) -> Mapping[str, Any]:
        things: dict[str, Callable[[], Any]] = {
            "project": lambda: make.project(by=cast.tom),
            "idea": make.idea,
            "outcome": make.outcome,
            "theme": theme,
        }
        pk = things[kind]().pk
        data = {"outcome": str(make.outcome().pk), "reason": "The law asks for it."}
        return {"kwargs": {"pk": pk} if alone else {"kind": kind, "pk": pk}, "data": data}

    return made


def relinked(cast: Cast) -> Mapping[str, Any]:
    found = make.project(by=cast.tom)
    row = Relink.objects.create(project=found, before=make.outcome(), after=found.outcome, by=cast.tom)
    return {"kwargs": {"kind": "project", "pk": row.pk}}


def unlinked_theme(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"kind": "theme", "pk": theme().pk}, "query": {"outcome": make.outcome().pk}}


def justified(cast: Cast) -> Mapping[str, Any]:
    row = Justification.objects.create(idea=make.idea(), reason="The law asks for it.", by=cast.tom)
    return {"kwargs": {"pk": row.pk}}


def promising(**values: Any) -> Make:
    data = {"promise": "value", "kept": "yes", "text": "A figure shows it."}
    return lambda cast: {
        "kwargs": {"slug": make.future(promise_value="Know it in a minute", **values).slug},
        "data": data,
    }


def evidence(cast: Cast) -> Mapping[str, Any]:
    future = make.future(promise_value="Know it in a minute")
    row = PromiseEvidence.objects.create(future=future, promise="value", kept="no", text="It takes an hour.")
    return {"kwargs": {"pk": row.pk}}


def nobody(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"pk": 999_999}}


def nothing(cast: Cast) -> Mapping[str, Any]:
    return {"kwargs": {"kind": "future", "pk": 999_999}}


def future(**values: Any) -> Make:
    return lambda cast: {"kwargs": {"slug": make.future(**values).slug}}


ROWS = [
    Row("sight", expect={"*": 200}),
    Row("sight", "POST", expect={"*": 405}),
    Row("sight", make=lambda cast: {"query": {"future": "none"}}, expect={"*": 404}, note="of no future"),
    Row("sight_node", make=node("outcome"), expect={"*": 200}),
    Row("sight_node", make=node("future"), expect={"*": 200}, note="of a future"),
    Row("sight_node", make=node("outcome", audience="staff"), expect=STAFF, note="of our own people"),
    Row("sight_node", make=node("outcome", published=None), expect={"*": 404}, note="not published"),
    Row("sight_node", make=project, expect=STAFF, note="of a project"),
    Row("sight_node", make=nothing, expect={"*": 404}, note="that there is not"),
    Row("sight_audit", expect=TEAM),
    Row("sight_audit", "POST", expect={"*": 405}),
    *(
        Row("sight_link", "POST", make=orphan(kind), expect=DONE, note=kind)
        for kind in ("project", "idea", "theme", "outcome")
    ),
    Row("sight_link", make=orphan("idea"), expect={"*": 405}),
    Row("sight_link", "POST", make=nothing, expect=GONE, note="of no orphan"),
    Row("sight_unlink", "POST", make=relinked, expect=DONE),
    Row("sight_unlink", "POST", make=unlinked_theme, expect=DONE, note="of a theme"),
    Row("sight_unlink", make=relinked, expect={"*": 405}),
    *(
        Row("sight_justify", "POST", make=orphan(kind), expect=DONE, note=kind)
        for kind in ("project", "idea", "theme", "outcome")
    ),
    Row("sight_justify", make=orphan("idea"), expect={"*": 405}),
    Row("sight_unjustify", "POST", make=justified, expect=DONE),
    Row("sight_unjustify", "POST", make=nobody, expect=GONE, note="that there is not"),
    Row("sight_unjustify", make=justified, expect={"*": 405}),
    Row("sight_stop", "POST", make=orphan("project", alone=True), expect=DONE),
    Row("sight_stop", make=orphan("project", alone=True), expect={"*": 405}),
    Row("sight_promises", make=promising(), expect=TEAM),
    Row("sight_promises", make=promising(published=None), expect=GONE, note="not published"),
    Row("sight_promises", "POST", make=promising(), expect=DONE),
    Row("evidence_undo", "POST", make=evidence, expect=DONE),
    Row("evidence_undo", "POST", make=nobody, expect=GONE, note="that there is not"),
    Row("evidence_undo", make=evidence, expect={"*": 405}),
    Row("future_story", make=future(), expect={"*": 200}),
    Row("future_story", make=future(audience="staff"), expect=STAFF, note="of our own people"),
    Row("future_story", make=future(published=None), expect={"*": 404}, note="not published"),
]
