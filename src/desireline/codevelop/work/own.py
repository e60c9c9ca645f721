"""What a person may take along or take away of what they said to projects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from desireline.codevelop.work.models import Answer, Artefact, Assumption, Change, Question
from desireline.people.identity.api import Person

Rows = Iterable[Mapping[str, object]]


def forget(person: Person) -> None:
    """Answers go: they were given to the team in confidence. What the person made for a project stays with it."""
    Answer.objects.filter(person=person).delete()


def project_answers(person: Person) -> Rows:
    """What the person answered to questions of projects."""
    return _rows(
        Answer.objects.filter(person=person), "question__project__title", "question__text", "text", "at"
    )


def project_work(person: Person) -> Rows:
    """What the person wrote for projects: artefacts, assumptions, questions, changes."""
    fields = ("project__title", "stage__name", "at")
    yield from _rows(Artefact.objects.filter(by=person), *fields, "kind", "title", "text", "url")
    yield from _rows(Assumption.objects.filter(by=person), *fields, "text", "test", "risk", "state", "result")
    yield from _rows(Question.objects.filter(by=person), *fields, "text")
    yield from _rows(Change.objects.filter(by=person), *fields, "said", "changed")


def _rows(found: QuerySet[Any], *fields: str) -> Rows:
    rows: Rows = found.order_by("id").values(*fields).iterator(500)
    return rows
