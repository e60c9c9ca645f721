"""Who sees what of the work on a project: the team all of it, others what is in the showcase."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from desireline.codevelop.projects.access import project_read, project_write
from desireline.codevelop.projects.models import Project
from desireline.codevelop.work.models import Artefact, Assumption, Change, Question
from desireline.kit.registry import Registry
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may

M = TypeVar("M", bound=Model)
ASKED: Registry[Callable[[Project, Person], bool]] = Registry("who is asked the questions of a project")
"""Features above say who takes part in a project: these people see its questions although no showcase has them."""


def sees_all(person: Person | None) -> bool:
    """Whether the person sees more of a project than the showcase has."""
    return may(person, Permission.SEE_TEAM)


def artefact_read(person: Person | None, slug: str, pk: int) -> Artefact:
    """An artefact that the person may see: the team all, who takes part theirs, others what the showcase has."""
    theirs = Artefact.objects.filter(
        project__slug=slug, pk=pk, for_participants=True, removed_at__isnull=True
    ).select_related("project", "stage", "file", "by")
    if (found := theirs.first()) and asked(found.project, person):
        return found
    project = project_read(person, slug)
    rows = Artefact.objects.filter(project=project, removed_at__isnull=True)
    return _one(rows if sees_all(person) else rows.filter(in_showcase=True), pk, "stage", "file", "by")


def artefact_write(person: Person | None, slug: str, pk: int) -> Artefact:
    """Also one that was taken away, to bring it back."""
    return _one(Artefact.objects.filter(project=project_write(person, slug)), pk, "stage", "file")


def assumption_write(person: Person | None, slug: str, pk: int) -> Assumption:
    return _one(Assumption.objects.filter(project=project_write(person, slug)), pk, "stage")


def change_write(person: Person | None, slug: str, pk: int) -> Change:
    return _one(Change.objects.filter(project=project_write(person, slug)), pk, "stage")


def question_write(person: Person | None, slug: str, pk: int) -> Question:
    return _one(Question.objects.filter(project=project_write(person, slug)), pk, "stage")


def question_read(person: Person | None, slug: str, pk: int) -> Question:
    """A question that the person is asked, or that the team reads."""
    found = Question.objects.select_related("project", "stage").filter(project__slug=slug, pk=pk).first()
    if found is None or not is_asked(found, person):
        raise Http404
    return found


def is_asked(question: Question, person: Person | None) -> bool:
    """Whether the person sees the question: the team, who takes part, and whom the showcase reaches."""
    rows: Any = Project.objects.visible_to(person)
    seen = bool(rows.filter(pk=question.project_id).exists())
    return (seen and (question.in_showcase or sees_all(person))) or asked(question.project, person)


def asked(project: Project, person: Person | None) -> bool:
    """Whether the person takes part in the project."""
    return person is not None and any(takes_part(project, person) for takes_part in ASKED)


def _one(rows: QuerySet[M], pk: int, *joined: str) -> M:
    found = rows.select_related("project", *joined).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
