"""One session for one person: for the team that sees its project, or for who is invited to it. Else 404."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils import timezone

from desireline.codevelop.participation.api import Participant, takes_part
from desireline.codevelop.participation.standing import open_to
from desireline.codevelop.projects.models import Project
from desireline.codevelop.sessions.models import Finding, Observation, Session, SessionGuest
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may

_JOINED = ("project__outcome", "project__owner", "stage", "scenario", "cohort", "by")
AT_THE_TABLE = (SessionGuest.State.COMING, SessionGuest.State.CAME)


@dataclass(frozen=True, slots=True)
class Seat:
    """How a person stands to a session: of the team, or its guest."""

    session: Session
    guest: SessionGuest | None
    team: bool


def seat(person: Person | None, pk: int) -> Seat:
    """A session that the person may look at."""
    session = Session.objects.select_related(*_JOINED).filter(pk=pk).first()
    if session is None or person is None:
        raise Http404
    if sees_project(person, session.project_id):
        return Seat(session, None, team=True)
    guest = guest_of(session, person)
    if guest is None:
        raise Http404
    return Seat(session, guest, team=False)


def session_write(person: Person | None, pk: int) -> Session:
    """A session that the person may work on: those of the team who see its project."""
    found = seat(person, pk)
    if not found.team:
        raise Http404
    return found.session


def at_map(person: Person | None, pk: int) -> Seat:
    """A session whose map the person may fill in: the team, and while it runs those who come."""
    found = seat(person, pk)
    if found.team:
        return found
    if found.guest and found.guest.state in AT_THE_TABLE and found.session.runs(timezone.now()):
        return found
    raise Http404


def sees_project(person: Person | None, project: int) -> bool:
    """Whether the person is of the team and may see the project."""
    if not may(person, Permission.CODEVELOP):
        return False
    rows: Any = Project.objects.visible_to(person)
    return bool(rows.filter(pk=project).exists())


def guest_of(session: Session, person: Person) -> SessionGuest | None:
    """Their invitation, as long as they take part and agreed to what must be agreed to."""
    rows = SessionGuest.objects.filter(
        session=session, participant__person=person, removed_at__isnull=True
    ).select_related("participant__person")
    found = rows.first()
    return found if found and takes_part(session.project, person) else None


def invitations(person: Person) -> list[SessionGuest]:
    """All that the person may see, with session and project. Few queries, however many there are."""
    mine = Participant.objects.filter(person=person).select_related("project", "call")
    open_ids = [row.pk for row in open_to(person, mine)]
    if not open_ids:
        return []
    rows = SessionGuest.objects.filter(participant__in=open_ids, removed_at__isnull=True)
    return list(rows.select_related("session__project", "participant").order_by("session__starts", "id"))


def guest_write(session: Session, pk: int) -> SessionGuest:
    found = SessionGuest.objects.select_related("participant__person").filter(session=session, pk=pk).first()
    if found is None:
        raise Http404
    return found


def note_write(session: Session, pk: int) -> Observation:
    found = Observation.objects.filter(session=session, pk=pk).first()
    if found is None:
        raise Http404
    return found


def finding_write(session: Session, pk: int) -> Finding:
    found = Finding.objects.filter(session=session, pk=pk).first()
    if found is None:
        raise Http404
    return found


def seen_sessions(person: Person, ids: set[int]) -> set[int]:
    """Those of the sessions that the person may look at; for lists of notices."""
    rows = Session.objects.filter(pk__in=ids)
    seen: set[int] = set()
    if may(person, Permission.CODEVELOP):
        visible: Any = Project.objects.visible_to(person)
        seen |= set(rows.filter(project__in=visible.values("pk")).values_list("pk", flat=True))
    if seen != ids:
        seen |= {one.session_id for one in invitations(person)} & ids
    return seen


def hearing(session: int, people: Iterable[int]) -> set[int]:
    """Those of the people who may look at the session; for telling them."""
    rows = Person.objects.filter(pk__in=list(people), is_active=True)
    return {person.pk for person in rows if seen_sessions(person, {session})}
