"""A day before, in the person's own time: once, and only who may still look at the session."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from desireline.codevelop.sessions import telling
from desireline.codevelop.sessions.models import Session, SessionGuest
from desireline.codevelop.sessions.rules import remind_from
from desireline.codevelop.sessions.zones import zone_of

AHEAD = timedelta(hours=48)  # nine o'clock of the day before is never earlier, anywhere
WAITING = (SessionGuest.State.INVITED, SessionGuest.State.COMING)


def remind(now: datetime | None = None) -> int:
    """Remind whose time has come. Returns how many. Run twice it reminds once: who is taken is marked first."""
    now = now or timezone.now()
    rows = SessionGuest.objects.filter(
        session__state=Session.State.PLANNED,
        session__starts__gt=now,
        session__starts__lte=now + AHEAD,
        state__in=WAITING,
        removed_at__isnull=True,
        reminded_at__isnull=True,
        participant__state="joined",
    )
    told = 0
    for guest in rows.select_related("session__project", "participant__person").order_by("id").iterator(500):
        zone = zone_of(guest.participant.person, guest.session)
        if now < remind_from(guest.session.starts, zone):
            continue
        if SessionGuest.objects.filter(pk=guest.pk, reminded_at__isnull=True).update(reminded_at=now):
            telling.reminded(guest)
            told += 1
    return told
