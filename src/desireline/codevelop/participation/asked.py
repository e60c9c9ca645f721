"""What participation itself asks of people: invitations, agreements, questions. Features above add to `ASKS`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.participation.asks import ASKS, Ask
from desireline.codevelop.participation.models import AgreementVersion, Participant
from desireline.codevelop.participation.standing import missing
from desireline.codevelop.participation.words import project_title
from desireline.codevelop.projects.models import Project
from desireline.codevelop.work.models import Question
from desireline.people.identity.api import Person

State = Participant.State
TO_ACCEPT, TO_ANSWER = timedelta(days=7), timedelta(days=14)
ENDED = (Project.State.RELEASED, Project.State.STOPPED)


def asks_of(person: Person) -> list[Ask]:
    """All that is asked of somebody, what is due first at the top."""
    found = [ask for source in ASKS for ask in source(person)]
    return sorted(found, key=lambda one: (one.due is None, one.due or timezone.now(), one.title))


def own(person: Person) -> Iterable[Ask]:
    """Invitations to answer, agreements to accept, questions to answer. Four queries."""
    rows = list(
        Participant.objects.filter(person=person, state__in=[State.INVITED, State.JOINED])
        .exclude(project__state__in=ENDED)
        .select_related("project", "call")
        .order_by("id")
    )
    for row in rows:
        if row.state == State.INVITED:
            title = _("Invitation: %(project)s") % {"project": project_title(row, inside=False)}
            yield Ask(
                row.project,
                title,
                "invitation",
                end_of(row.due),
                reverse("taking_part_invitation", args=[row.pk]),
            )
    joined = [row for row in rows if row.state == State.JOINED]
    lacking = missing(person, joined)
    yield from _agreements(joined, lacking)
    yield from _questions(person, [row for row in joined if row.pk not in lacking])


def _agreements(rows: list[Participant], lacking: dict[int, list[AgreementVersion]]) -> Iterator[Ask]:
    for row in rows:
        for version in lacking.get(row.pk, []):
            title = _("Read and accept: %(title)s") % {"title": version.agreement.title}
            due = agreement_due(row, version)
            yield Ask(row.project, title, "agreement", due, reverse("taking_part_project", args=[row.pk]))


def agreement_due(row: Participant, version: AgreementVersion) -> datetime:
    """A week after it began to be asked."""
    return max(version.at, row.since or row.at) + TO_ACCEPT


def _questions(person: Person, rows: list[Participant]) -> Iterator[Ask]:
    for one in open_questions(rows).exclude(answers__person=person).order_by("id"):
        url = reverse("project_question", args=[one.project.slug, one.pk])
        yield Ask(one.project, one.text, "question", question_due(one), url)


def open_questions(rows: Iterable[Participant]):  # type: ignore[no-untyped-def] # a queryset
    """Questions of these projects that can be answered, with project."""
    return Question.objects.filter(
        project__in={row.project_id for row in rows}, closed_at__isnull=True
    ).select_related("project")


def question_due(question: Question) -> datetime:
    """Before the next gate of its project; without a day for that, two weeks after it was asked."""
    due = question.project.due
    if due and question.stage_id == question.project.stage_id and due >= timezone.localdate(question.at):
        found = end_of(due)
        if found:
            return found
    return question.at + TO_ANSWER


def end_of(day: date | None) -> datetime | None:
    """The last moment of a day."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day, time(23, 59)))
