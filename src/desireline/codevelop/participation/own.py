"""What a person takes along of taking part, and what is forgotten when they leave for good.

A confidential project has no name in a file that leaves the house.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from desireline.codevelop.participation.consenting import withdraw
from desireline.codevelop.participation.models import (
    Acceptance,
    Agreement,
    AgreementVersion,
    Call,
    CallAnswer,
    Cohort,
    CohortMember,
    Consent,
    Participant,
    ParticipantChange,
    Thanks,
)
from desireline.codevelop.participation.steps import step
from desireline.codevelop.participation.words import project_title
from desireline.people.identity.api import Person
from desireline.people.notices.api import muted

Rows = Iterable[Mapping[str, object]]


def forget(person: Person) -> None:
    """They leave every project and take every consent back; what they wrote goes. That somebody took part stays, so
    that counts do; what the team decided stays without a name."""
    with muted():
        for row in Participant.objects.filter(person=person).select_related("project", "call", "person"):
            for purpose in row.consents.filter(withdrawn_at__isnull=True).values_list("purpose", flat=True):
                withdraw(row, purpose, by=person)
            name = {"joined": "leave", "invited": "decline", "applied": "decline"}.get(row.state)
            if name:
                step(row.project, person, name, by=person)
    mine = Participant.objects.filter(person=person)
    CallAnswer.objects.filter(participant__in=mine).delete()
    CohortMember.objects.filter(participant__in=mine).delete()
    ParticipantChange.objects.filter(participant__in=mine).update(reason="")
    Thanks.objects.filter(participant__in=mine).update(text="")
    mine.update(note="")
    Acceptance.objects.filter(person=person).update(typed_name="", person=None)
    for model in (Participant, ParticipantChange, Call, Cohort, CohortMember, AgreementVersion, Thanks):
        rows: Any = model
        rows.objects.filter(by=person).update(by=None)
    Thanks.objects.filter(undone_by=person).update(undone_by=None)
    Agreement.objects.filter(ended_by=person).update(ended_by=None)


def taking_part(person: Person) -> Rows:
    """In what, since when, in what state."""
    for row in _mine(person):
        yield {
            "project": _name(row),
            "state": row.state,
            "since": row.since,
            "ended": row.ended,
            "at": row.at,
        }


def applications(person: Person) -> Rows:
    """What they answered to calls."""
    rows = CallAnswer.objects.filter(participant__person=person).select_related(
        "question__call", "participant__project"
    )
    for one in rows.order_by("id"):
        yield {"call": one.question.call.title, "question": one.question.text, "text": one.text}


def consents(person: Person) -> Rows:
    rows = Consent.objects.filter(participant__person=person).select_related(
        "participant__project", "participant__call"
    )
    for one in rows.order_by("id"):
        yield {
            "project": _name(one.participant),
            "purpose": one.purpose,
            "text": one.text,
            "given_at": one.given_at,
            "withdrawn_at": one.withdrawn_at,
        }


def acceptances(person: Person) -> Rows:
    """What they accepted, in its words."""
    rows = Acceptance.objects.filter(person=person).select_related("version__agreement")
    for one in rows.order_by("id"):
        yield {
            "agreement": one.version.agreement.title,
            "version": one.version.number,
            "text": one.version.text,
            "typed_name": one.typed_name,
            "at": one.at,
        }


def thanks(person: Person) -> Rows:
    """How they were thanked."""
    rows = Thanks.objects.filter(participant__person=person, undone_at__isnull=True).select_related(
        "participant__project", "participant__call"
    )
    for one in rows.order_by("id"):
        yield {
            "project": _name(one.participant),
            "kind": one.kind,
            "text": one.text,
            "amount": one.amount,
            "given_at": one.given_at,
        }


def asked_for(person: Person) -> Rows:
    """Calls and cohorts that somebody of the team wrote, except those of confidential projects."""
    rows = Call.objects.filter(by=person, project__confidential=False).select_related("project")
    for one in rows.order_by("id"):
        yield {"project": one.project.title, "title": one.title, "text": one.text, "at": one.at}
    groups = Cohort.objects.filter(by=person, project__confidential=False).select_related("project")
    for group in groups.order_by("id"):
        yield {"project": group.project.title, "title": group.name, "text": group.text, "at": group.at}


def _mine(person: Person) -> Iterable[Participant]:
    return Participant.objects.filter(person=person).select_related("project", "call").order_by("id")


def _name(row: Participant) -> str:
    return project_title(row, inside=False)
