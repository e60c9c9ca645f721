"""What the pages of work show."""

from __future__ import annotations

from typing import Any

from desireline.codevelop.projects.models import Project
from desireline.codevelop.work.access import sees_all
from desireline.codevelop.work.models import Answer, Artefact, Question
from desireline.codevelop.work.reading import changes_by_question, work_of
from desireline.codevelop.work.rules import frame_source
from desireline.kit.pages.middleware import POLICY
from desireline.kit.paging.api import latest
from desireline.listen.ideas.api import films
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may

SIZE = 20


def work_page(project: Project, person: Person | None) -> dict[str, Any]:
    return {"project": project, "work": work_of(project, person), "editor": may(person, Permission.CODEVELOP)}


def artefact_page(artefact: Artefact, person: Person | None, *, opened: bool) -> dict[str, Any]:
    """`opened`: the reader has clicked, so the film or the page may be asked for."""
    film = next(iter(films(artefact.url)), None) if artefact.kind == Artefact.Kind.FILM else None
    seen: Any = Project.objects.visible_to(person)
    return {
        "artefact": artefact,
        "linked": seen.filter(pk=artefact.project_id).exists(),
        "project": artefact.project,
        "film": film,
        "opened": opened,
        "host": artefact.url.split("/")[2] if artefact.url.count("/") > 1 else "",
        "editor": may(person, Permission.CODEVELOP),
    }


def policy_for(artefact: Artefact) -> str | None:
    """The page's policy with a frame for just this artefact's address."""
    source = frame_source(artefact.url)
    if source is None:
        return None
    kept = [part for part in POLICY.split("; ") if not part.startswith("frame-src")]
    return "; ".join([*kept, f"frame-src {source}"])


def question_page(
    question: Question,
    person: Person | None,
    *,
    after: str | None = None,
    text: str | None = None,
    error: str = "",
) -> dict[str, Any]:
    """The question, the reader's own answer, and for the team a page of all. `text`: what was sent and refused."""
    seen: Any = Project.objects.visible_to(person)
    linked = bool(seen.filter(pk=question.project_id).exists())
    team = linked and sees_all(person)
    mine = Answer.objects.filter(question=question, person=person).first() if person else None
    rows = Answer.objects.filter(question=question).select_related("person")
    return {
        "question": question,
        "project": question.project,
        "team": team,
        "editor": may(person, Permission.CODEVELOP),
        "mine": mine,
        "text": text if text is not None else (mine.text if mine else ""),
        "error": error,
        "answers": latest(rows, after, size=SIZE) if team else None,
        "heard": Answer.objects.filter(question=question).count() if team else 0,
        "changes": changes_by_question(question.project, question, person),
        "linked": linked,
        "signed_in": may(person, Permission.CONTRIBUTE),
    }
