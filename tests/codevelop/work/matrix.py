from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from desireline.codevelop.projects.models import Project
from desireline.codevelop.work import api as work
from desireline.engines.files.api import save
from tests import make
from tests.cast import Cast
from tests.codevelop.gates.matrix import SIGN_IN, TEAM, TEAM_SENT
from tests.matrix import Row

Things = Callable[[Cast, Project], Any]
ALL, INSIDE = {"*": 200}, {"team": 200, "steward": 200, "admin": 200, "*": 404}
SENT, TEAM_ANSWERS = {**SIGN_IN, "*": 302}, {**SIGN_IN, "team": 302, "steward": 302, "admin": 302, "*": 404}


def _on(thing: Things | None = None, *, data: Mapping[str, Any] | None = None, **values: Any) -> Any:
    """A project with a thing of it."""

    def bring(cast: Cast) -> Mapping[str, Any]:
        project = make.project(by=cast.tom, **({"shown": True} | values))
        kwargs: dict[str, Any] = {"slug": project.slug}
        if thing is not None:
            kwargs["pk"] = thing(cast, project).pk
        return {"kwargs": kwargs, "data": dict(data or {})}

    return bring


def _artefact(shown: bool) -> Things:
    def bring(cast: Cast, project: Project) -> Any:
        file = save(SimpleUploadedFile("plan.txt", b"A plan."))
        return work.add_artefact(
            project, by=cast.tom, kind="file", title="Plan", file=file, in_showcase=shown
        )

    return bring


def _question(shown: bool) -> Things:
    return lambda cast, project: work.ask(project, by=cast.tom, text="When?", in_showcase=shown)


def _assumption(cast: Cast, project: Project) -> Any:
    return work.assume(project, by=cast.tom, text="They will")


def _change(cast: Cast, project: Project) -> Any:
    return work.note_change(project, by=cast.tom, said="A", changed="B")


ANSWER = {"text": "In May"}
RESULT = {"holds": "yes", "result": "Seen."}
ROWS = [
    Row("project_work", make=_on(), expect=ALL),
    Row("project_work", make=_on(shown=False), expect=INSIDE, note="not in the showcase"),
    Row("artefact", make=_on(_artefact(True)), expect=ALL),
    Row("artefact", make=_on(_artefact(False)), expect=INSIDE, note="of the team"),
    Row("artefact", make=_on(_artefact(True), confidential=True), expect=INSIDE, note="confidential"),
    Row("artefact_file", make=_on(_artefact(True)), expect=ALL),
    Row("artefact_file", make=_on(_artefact(False)), expect=INSIDE, note="of the team"),
    Row("artefact_file", make=_on(_artefact(True), shown=False), expect=INSIDE, note="not in the showcase"),
    Row("project_question", make=_on(_question(True)), expect=ALL),
    Row("project_question", make=_on(_question(False)), expect=INSIDE, note="of those who take part"),
    Row("project_question", make=_on(_question(True), confidential=True), expect=INSIDE, note="confidential"),
    Row("question_answer", "POST", _on(_question(True), data=ANSWER), SENT),
    Row("question_answer", "POST", _on(_question(False), data=ANSWER), TEAM_ANSWERS, note="not asked"),
    Row("question_unanswer", "POST", _on(_question(True)), SENT),
    Row("assumption_result", "POST", _on(_assumption, data=RESULT), TEAM_SENT),
    Row("assumption_reopen", "POST", _on(_assumption), TEAM_SENT),
    *(
        Row(name, make=_on(thing), expect=TEAM)
        for name, thing in (
            ("artefact_new", None),
            ("artefact_edit", _artefact(True)),
            ("assumption_new", None),
            ("assumption_edit", _assumption),
            ("assumption_result", _assumption),
            ("question_new", None),
            ("question_edit", _question(True)),
            ("change_new", None),
            ("change_edit", _change),
        )
    ),
    *(
        Row(name, "POST", _on(thing), TEAM_SENT)
        for name, thing in (
            ("artefact_remove", _artefact(True)),
            ("artefact_restore", _artefact(True)),
            ("question_close", _question(True)),
            ("question_open", _question(True)),
            ("change_remove", _change),
            ("change_restore", _change),
        )
    ),
]
