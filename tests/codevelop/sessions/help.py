"""What tests of sessions need."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from desireline.codevelop.participation.models import (
    Acceptance,
    Agreement,
    AgreementVersion,
    Consent,
    Participant,
)
from desireline.codevelop.projects.models import Project
from desireline.codevelop.sessions.models import Session, SessionGuest
from desireline.codevelop.sessions.planning import plan
from desireline.futures.outcomes.models import CustomerScenario, ScenarioStep
from desireline.people.identity.models import Person


def joins(project: Project, person: Person, *, consents: bool = False, agrees: bool = False) -> Participant:
    """Somebody takes part; `agrees` also accepts an agreement of the project, which a confidential one needs."""
    row, _made = Participant.objects.get_or_create(
        project=project, person=person, defaults={"state": "joined", "since": timezone.now()}
    )
    if consents:
        consent(row)
    if agrees:
        agreement, _made = Agreement.objects.get_or_create(project=project, title="Keep it to yourself")
        version, _made = AgreementVersion.objects.get_or_create(
            agreement=agreement, number=1, defaults={"text": "Tell nobody."}
        )
        Acceptance.objects.create(version=version, person=person, typed_name=person.name)
    return row


def consent(participant: Participant) -> Consent:
    return Consent.objects.create(participant=participant, purpose="notes", text="You may take notes.")


def session(project: Project, *, by: Person, starts: datetime | None = None, **values: Any) -> Session:
    """Tomorrow for an hour, an interview, unless told otherwise."""
    starts = starts or timezone.now() + timedelta(days=1)
    given: dict[str, Any] = {"technique": "interview", "title": "A talk about mornings"} | values
    return plan(project, by=by, starts=starts, ends=given.pop("ends", starts + timedelta(hours=1)), **given)


def guest(session: Session, participant: Participant, state: str = "coming") -> SessionGuest:
    return SessionGuest.objects.create(session=session, participant=participant, state=state)


def running(project: Project, *, by: Person, **values: Any) -> Session:
    """One that goes on now."""
    return session(project, by=by, starts=timezone.now() - timedelta(minutes=5), **values)


def scenario(project: Project, *texts: str) -> CustomerScenario:
    made = CustomerScenario.objects.create(outcome=project.outcome, title="A morning at the counter")
    for number, text in enumerate(texts or ("Look for the form", "Fill it in")):
        ScenarioStep.objects.create(
            scenario=made, text=text, position=number, moment_of_truth=number == 0, conditions="It is there"
        )
    return made
