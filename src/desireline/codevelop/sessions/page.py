"""What the pages of sessions show."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from desireline.codevelop.projects.models import Project
from desireline.codevelop.sessions import guests, words
from desireline.codevelop.sessions.access import AT_THE_TABLE, Seat
from desireline.codevelop.sessions.models import Session
from desireline.codevelop.sessions.noting import hidden, outcomes_of, steps_of
from desireline.codevelop.sessions.reading import Place, Wanted, findings_of, notes_of, sessions_of
from desireline.codevelop.sessions.rules import Item, agenda, is_address
from desireline.codevelop.sessions.techniques import about, names
from desireline.codevelop.sessions.zones import zone
from desireline.codevelop.work.models import Assumption
from desireline.kit.pages.dates import moment
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may


def shared(session: Session) -> dict[str, Any]:
    """What every page of a session shows: what, when, where."""
    here, there = timezone.get_current_timezone(), zone(session.time_zone)
    differs = session.starts.astimezone(here).utcoffset() != session.starts.astimezone(there).utcoffset()
    return {
        "session": session,
        "project": session.project,
        "about": about(session.technique),
        "states": words.states(),
        "state_hues": words.STATE_HUES,
        "state_icons": words.STATE_ICONS,
        "zone_name": str(here),
        "there": _at(session, there) if differs else "",
        "place_is_link": is_address(session.place),
        "running": session.runs(timezone.now()),
    }


def _at(session: Session, there: ZoneInfo) -> str:
    with timezone.override(there):
        return moment(session.starts, "short")


def list_page(project: Project, *, past: bool, after: str | None) -> dict[str, Any]:
    return {
        "project": project,
        "page": sessions_of(project, past=past, after=after),
        "past": past,
        "states": words.states(),
        "hues": words.STATE_HUES,
        "icons": words.STATE_ICONS,
        "techniques": {value: about(value) for value, _name in names()},
    }


def team_page(session: Session, person: Person, place: Place) -> dict[str, Any]:
    """All of it, for who works on it."""
    items = [Item(one.text, one.minutes) for one in session.guide.all()]
    open_ones = Assumption.objects.filter(project=session.project_id, state=Assumption.State.OPEN)
    return {
        **shared(session),
        **notes_part(session, place.wanted, after=place.after),
        **_guests_part(session, place),
        "agenda": agenda(items, session.starts, timezone.now()),
        "findings": findings_of(session),
        "assumptions": list(open_ones.order_by("-risk", "id")[:50]),
        "artefacts": list(session.artefacts.filter(removed_at__isnull=True).order_by("id")),
        "history": list(session.changes.select_related("by").order_by("-id")[:5]),
        "editor": may(person, Permission.CODEVELOP),
    }


def _guests_part(session: Session, place: Place) -> dict[str, Any]:
    """Some of those invited, whom notes can be about, and the queries that lead back to here and on."""
    part = guests.part(session, place.guests)
    return {
        "guests": part.rows,
        "here_query": place.at(part.begin),
        "next_query": place.at(part.next) if part.next else None,
        "first_query": place.at(0) if part.begin else None,
        "noted": guests.named(session, place.wanted.guest),
        "unasked": guests.unasked(session),
        "guest_states": words.guest_states(),
        "guest_hues": words.GUEST_HUES,
    }


def notes_part(session: Session, wanted: Wanted, *, after: str | None = None) -> dict[str, Any]:
    """The list of notes, as it is also asked for by itself."""
    return {
        "session": session,
        "notes": notes_of(session, wanted, after=after),
        "hidden": hidden(session),
        "wanted": wanted,
        "kinds": words.kinds(),
        "kind_icons": words.KIND_ICONS,
        "outcomes": outcomes_of(session),
        "steps": steps_of(session),
    }


def guest_page(found: Seat) -> dict[str, Any]:
    """What, when, where, and what is asked, for somebody who is invited."""
    guest = found.guest
    assert guest is not None  # noqa: S101 - a seat is of the team or has a guest
    comes = guest.state in AT_THE_TABLE
    shown = found.session.artefacts.filter(removed_at__isnull=True, for_participants=True)
    return {
        **shared(found.session),
        "guest": guest,
        "consents": guests.consents(guest),
        "guest_states": words.guest_states(),
        "guest_hues": words.GUEST_HUES,
        "answers": found.session.state == Session.State.PLANNED and guest.state not in ("came", "missed"),
        "artefacts": list(shown.order_by("id")),
        "map_open": comes and found.session.runs(timezone.now()),
    }
