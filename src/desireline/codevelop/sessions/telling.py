"""Who is invited hears of it, of changes, and a day before: as long as they may look at the session."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from desireline.codevelop.gates.telling import those_at_work
from desireline.codevelop.sessions.models import Session, SessionGuest
from desireline.codevelop.sessions.zones import zone_of
from desireline.kit.pages.dates import moment
from desireline.people.notices.api import notify

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

KIND, REMINDER, ANSWERED = "session", "session_reminder", "session_answer"
OUT = (SessionGuest.State.DECLINED, SessionGuest.State.MISSED)


def address(session: Session) -> str:
    return reverse("session", args=[session.pk])


def _in_zone(session: Session, zone: ZoneInfo) -> Any:
    """When it is, in the zone of who reads it and in their language."""

    def words() -> str:
        with timezone.override(zone):
            return moment(session.starts, "short")

    return lazy(words, str)()


def _each(
    session: Session, guests: Iterable[SessionGuest], kind: str, title: Any, *, by: Person | None, more: Any
) -> None:
    for guest in guests:
        person = guest.participant.person
        when = _in_zone(session, zone_of(person, session))
        notify(
            kind,
            topic=f"session:{session.pk}",
            title=format_lazy(title, title=session.title, when=when),
            text=more,
            url=address(session),
            by=by,
            to=[person.pk],
        )


def invited(session: Session, guests: Iterable[SessionGuest], *, by: Person) -> None:
    title = _("You are invited: {title}, {when}")
    _each(session, guests, KIND, title, by=by, more=_("Please say whether you come."))


def moved(session: Session, *, by: Person) -> None:
    """Another time or another place."""
    title = _("Changed: {title}, now {when}")
    _each(session, waiting(session), KIND, title, by=by, more=session.place)


def cancelled(session: Session, reason: str, *, by: Person) -> None:
    _each(session, waiting(session), KIND, _("It does not take place: {title}, {when}"), by=by, more=reason)


def on_again(session: Session, *, by: Person) -> None:
    _each(session, waiting(session), KIND, _("It takes place after all: {title}, {when}"), by=by, more="")


def asked_for_consent(guest: SessionGuest, *, by: Person) -> None:
    title = _("{title}: may we note what you say and do? You can give your consent there, and take it back.")
    _each(guest.session, [guest], KIND, title, by=by, more="")


def reminded(guest: SessionGuest) -> None:
    session = guest.session
    coming = guest.state == SessionGuest.State.COMING
    more = session.place if coming else _("Please say whether you come.")
    _each(session, [guest], REMINDER, _("Soon: {title}, {when}"), by=None, more=more)


def answered(guest: SessionGuest, *, by: Person) -> None:
    """Who works on the project hears who comes and who does not."""
    session = guest.session
    comes = guest.state == SessionGuest.State.COMING
    title = _("{name} comes to “{title}”") if comes else _("{name} cannot come to “{title}”")
    notify(
        ANSWERED,
        topic=f"session:{session.pk}",
        title=format_lazy(title, name=by.shown_name, title=session.title),
        url=address(session),
        by=by,
        to=those_at_work(session.project),
    )


def waiting(session: Session) -> list[SessionGuest]:
    """Those who may be expecting it."""
    rows = SessionGuest.objects.filter(session=session, removed_at__isnull=True).exclude(state__in=OUT)
    return list(rows.select_related("participant__person"))
