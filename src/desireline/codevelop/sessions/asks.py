"""What sessions ask of a participant, and what is to come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.participation.api import Ask
from desireline.codevelop.sessions.access import invitations
from desireline.codevelop.sessions.models import Session, SessionGuest
from desireline.codevelop.sessions.techniques import TESTING
from desireline.codevelop.sessions.telling import address
from desireline.people.identity.api import Person


def asks(person: Person) -> Iterator[Ask]:
    """Invitations to answer, and sessions to come to."""
    now = timezone.now()
    for guest in invitations(person):
        session = guest.session
        if session.state != Session.State.PLANNED or session.ends < now:
            continue
        if guest.state == SessionGuest.State.INVITED:
            title = _("Do you come? %(title)s") % {"title": session.title}
            yield Ask(session.project, title, "session", session.starts, address(session))
        elif guest.state == SessionGuest.State.COMING:
            yield Ask(session.project, session.title, "session", session.starts, address(session))


def tested(until: datetime | None) -> Mapping[int, float]:
    """In how many sessions each person has tried something, as far as it was known by then; none of confidential
    projects."""
    rows = SessionGuest.objects.filter(
        state=SessionGuest.State.CAME,
        removed_at__isnull=True,
        session__technique__in=TESTING,
        session__project__confidential=False,
        session__starts__lte=until or timezone.now(),
    )
    return Counter(rows.values_list("participant__person_id", flat=True))
