"""Evidence of sessions: who came, and who of our own noted what was seen and learnt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import F
from django.urls import reverse

from desireline.codevelop.projects.api import Project
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may
from desireline.prove.recognition.evidence import EVIDENCE, Evidence, Found, Shown
from desireline.prove.recognition.models import Part


def find_met(project: Project) -> Iterable[Found]:
    """Guests who came, and authors of observations and findings that stand; nobody of a session that was cancelled."""
    rows = project.sessions.exclude(state="cancelled").order_by()
    guests = rows.filter(guests__state="came", guests__removed_at__isnull=True)
    notes = rows.filter(observations__removed_at__isnull=True)
    learnt = rows.filter(findings__removed_at__isnull=True)
    pairs = {
        *guests.values_list(F("guests__participant__person"), "pk"),
        *notes.values_list(F("observations__by"), "pk"),
        *learnt.values_list(F("findings__by"), "pk"),
    }
    for person, session in sorted((person, session) for person, session in pairs if person):
        yield Found(person, Part.TESTER, session)


def show_met(project: Project, reader: Person | None, rows: Sequence[Found]) -> Mapping[Found, Shown]:
    """Who met whom is for the team; everyone sees their own."""
    team = may(reader, Permission.SEE_TEAM)
    ours = [row for row in rows if team or (reader is not None and row.person == reader.pk)]
    titles = dict(project.sessions.values_list("pk", "title")) if ours else {}
    return {
        row: Shown(titles[row.row], reverse("session", args=[row.row]) if team else "")
        for row in ours
        if row.row in titles
    }


EVIDENCE.add("sessions", Evidence(frozenset({Part.TESTER}), find_met, show_met))
