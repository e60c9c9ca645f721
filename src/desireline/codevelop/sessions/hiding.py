"""A consent was taken back, or given again: who has the notes before them sees it at once."""

from __future__ import annotations

from django.db.models import F

from desireline.codevelop.participation.events import ConsentGiven, ConsentWithdrawn
from desireline.codevelop.sessions.models import Session


def anew(event: ConsentWithdrawn | ConsentGiven) -> None:
    """Lists of notes in which the person's words may stand are asked for again."""
    if event.purpose == "notes":
        rows = Session.objects.filter(guests__participant=event.participant)
        Session.objects.filter(pk__in=rows.values("pk")).update(notes_version=F("notes_version") + 1)
