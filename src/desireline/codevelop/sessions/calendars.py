"""Sessions as calendars read them. Of a confidential project they get nothing but the time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.projects.models import Project, ProjectMember
from desireline.codevelop.sessions.access import invitations
from desireline.codevelop.sessions.calendar import Event, calendar
from desireline.codevelop.sessions.models import Session, SessionGuest
from desireline.kit.text.api import plain
from desireline.people.roles.api import Permission, may

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

BACK, MOST = timedelta(days=90), 500
IN_CALENDAR = (SessionGuest.State.INVITED, SessionGuest.State.COMING, SessionGuest.State.CAME)


def one(session: Session) -> bytes:
    """The file of one session."""
    return calendar([event(session)])


def all_of(person: Person) -> bytes:
    """All sessions of a person from three months back: those to which they are invited, and those of projects on
    which they work."""
    found = {guest.session_id: guest.session for guest in invitations(person) if guest.state in IN_CALENDAR}
    found |= {session.pk: session for session in _at_work(person)}
    since = timezone.now() - BACK
    wanted = sorted(
        (one for one in found.values() if one.ends >= since), key=lambda one: (one.starts, one.pk)
    )
    return calendar([event(session) for session in wanted[:MOST]], name=_("Sessions"))


def _at_work(person: Person) -> list[Session]:
    if not may(person, Permission.CODEVELOP):
        return []
    visible: Any = Project.objects.visible_to(person)
    mine = ProjectMember.objects.filter(person=person).values("project")
    projects = visible.filter(pk__in=mine) | visible.filter(owner=person)
    rows = Session.objects.filter(project__in=projects.values("pk"), ends__gte=timezone.now() - BACK)
    return list(rows.select_related("project").order_by("starts", "id")[:MOST])


def event(session: Session) -> Event:
    origin = settings.BASE_URL.origin
    host = urlsplit(origin).hostname or "localhost"
    shared: dict[str, Any] = {
        "uid": f"session-{session.pk}@{host}",
        "starts": session.starts,
        "ends": session.ends,
        "changed": _whole(session.changed),
        "sequence": session.sequence,
        "cancelled": session.state == Session.State.CANCELLED,
    }
    if session.project.confidential:
        return Event(title=_("Session"), **shared)
    return Event(
        title=session.title,
        place=session.place,
        text=plain(session.welcome[:2000]),
        url=f"{origin}/sessions/{session.pk}",
        **shared,
    )


def _whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
