"""Who is invited to a session, who comes, and who came."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.participation.api import CohortMember, Participant, joined
from desireline.codevelop.sessions import telling
from desireline.codevelop.sessions.models import Session, SessionGuest
from desireline.kit.errors import Refused
from desireline.people.roles.api import Permission, must

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

State = SessionGuest.State
MOST = 200  # invited with one click
_EARLY = timedelta(minutes=15)


@transaction.atomic
def invite(
    session: Session, *, by: Person, participants: Iterable[int] = (), cohort: int | None = None
) -> list[SessionGuest]:
    """Invite participants (ids), or all of a cohort. Who is invited already is not told again.

    Only who has joined the project can be invited. Raises Refused once the session is over, and for nobody.
    """
    must(by, Permission.CODEVELOP)
    if session.state != Session.State.PLANNED:
        raise Refused(_("The session is not planned any more. Nobody can be invited to it."))
    wanted = joined(session.project)
    if cohort is not None:
        members = CohortMember.objects.filter(cohort=cohort, cohort__project=session.project)
        wanted = wanted.filter(pk__in=members.values("participant"))
    else:
        wanted = wanted.filter(pk__in=list(participants))
    known = {one.participant_id: one for one in SessionGuest.objects.filter(session=session)}
    fresh: list[SessionGuest] = []
    for participant in wanted.order_by("id")[:MOST]:
        guest = known.get(participant.pk)
        if guest is None:
            fresh.append(SessionGuest.objects.create(session=session, participant=participant, by=by))
        elif guest.removed_at is not None:
            guest.participant, guest.removed_at, guest.state = participant, None, State.INVITED
            guest.save(update_fields=["removed_at", "state", "changed"])
            fresh.append(guest)
    if not fresh:
        raise Refused(_("Nobody new was chosen. Only people who take part in the project can be invited."))
    telling.invited(session, fresh, by=by)
    return fresh


@transaction.atomic
def uninvite(guest: SessionGuest, *, by: Person) -> None:
    """They are not invited any more; `reinvite` brings them back as they were."""
    must(by, Permission.CODEVELOP)
    SessionGuest.objects.filter(pk=guest.pk, removed_at__isnull=True).update(removed_at=timezone.now())


@transaction.atomic
def reinvite(guest: SessionGuest, *, by: Person) -> None:
    must(by, Permission.CODEVELOP)
    SessionGuest.objects.filter(pk=guest.pk).update(removed_at=None)


@transaction.atomic
def answer(guest: SessionGuest, *, by: Person, comes: bool) -> SessionGuest:
    """The guest says whether they come; they may change their mind until it is over."""
    found = (
        SessionGuest.objects.select_for_update(of=("self",))
        .select_related("session__project")
        .get(pk=guest.pk)
    )
    if found.session.state == Session.State.CANCELLED:
        raise Refused(_("The session was cancelled. Thank you for answering."))
    if found.session.state == Session.State.HELD or found.state in (State.CAME, State.MISSED):
        raise Refused(_("The session is over. Thank you all the same."))
    state = State.COMING if comes else State.DECLINED
    if found.state != state:
        found.state = state
        found.save(update_fields=["state", "changed"])
        telling.answered(found, by=by)
    return found


@transaction.atomic
def mark(guest: SessionGuest, *, by: Person, state: str) -> SessionGuest:
    """The team notes that somebody came, missed it, or (undo) what they had said before."""
    must(by, Permission.CODEVELOP)
    if state not in State.values:
        raise Refused(_("Choose whether they came."))
    if state in (State.CAME, State.MISSED) and guest.session.starts > timezone.now() + _EARLY:
        raise Refused(_("The session has not begun yet."))
    guest.state = state
    guest.save(update_fields=["state", "changed"])
    return guest


@transaction.atomic
def ask_consent(guest: SessionGuest, *, by: Person) -> None:
    """Ask for consent to notes; once a day at most."""
    must(by, Permission.CODEVELOP)
    now = timezone.now()
    if guest.asked_at is not None and now - guest.asked_at < timedelta(days=1):
        raise Refused(_("They were asked within the last day."))
    SessionGuest.objects.filter(pk=guest.pk).update(asked_at=now)
    telling.asked_for_consent(guest, by=by)


def offered(session: Session, q: str = "", *, most: int = 20) -> list[Participant]:
    """Participants who can be invited: of its cohort first, then by name."""
    known = SessionGuest.objects.filter(session=session, removed_at__isnull=True).values("participant")
    rows = joined(session.project).exclude(pk__in=known)
    for word in q.split()[:5]:
        rows = rows.filter(person__name__icontains=word) | rows.filter(person__email__icontains=word)
    found = list(rows.order_by("person__name", "id")[: most * 5])
    if session.cohort_id:
        members = CohortMember.objects.filter(cohort=session.cohort_id).values_list(
            "participant_id", flat=True
        )
        mine = set(members)
        found.sort(key=lambda one: one.pk not in mine)
    return found[:most]
