"""Lists of sessions and of notes, and what followed from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Count, Prefetch, Q
from django.http import QueryDict
from django.utils import timezone

from desireline.codevelop.projects.models import Project
from desireline.codevelop.sessions.models import Finding, Observation, Session
from desireline.codevelop.sessions.noting import readable
from desireline.kit.paging.api import Page, by_moment, latest, number_after, row_id

SIZE, NOTES = 20, 60
LONGEST = 20_000  # notes in a file


def sessions_of(project: Project, *, past: bool, after: str | None = None, size: int = SIZE) -> Page[Session]:
    """Those to come, the next first; or those that are over, the last first."""
    over = Q(ends__lt=timezone.now()) | ~Q(state=Session.State.PLANNED)
    rows = Session.objects.filter(project=project)
    rows = rows.filter(over) if past else rows.exclude(over)
    here = Q(guests__removed_at__isnull=True)
    counted = rows.annotate(
        asked=Count("guests", filter=here),
        coming=Count("guests", filter=here & Q(guests__state__in=["coming", "came"])),
    )
    return by_moment(counted, "starts", after, size=size, down=past)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which notes are asked for; what makes no sense is left out."""

    kind: str = ""
    outcome: int = 0
    step: int = 0
    guest: int = 0

    @classmethod
    def of(cls, given: QueryDict) -> Wanted:
        kind = given.get("kind", "")
        numbers = {name: row_id(given.get(name, "")) for name in ("outcome", "step", "guest")}
        return cls(kind if kind in Observation.Kind.values else "", **numbers)

    @property
    def narrowed(self) -> bool:
        return bool(self.kind or self.outcome or self.step or self.guest)

    def query(self) -> Mapping[str, str]:
        values = {"kind": self.kind, "outcome": self.outcome, "step": self.step, "guest": self.guest}
        return {name: str(value) for name, value in values.items() if value}


@dataclass(frozen=True, slots=True)
class Place:
    """Where on the page of a session its reader is: what is narrowed, and the pages of notes and of guests."""

    wanted: Wanted
    after: str = ""
    guests: int = 0

    @classmethod
    def of(cls, given: QueryDict) -> Place:
        after = given.get("after", "")
        return cls(Wanted.of(given), after if number_after(after) else "", row_id(given.get("guests", "")))

    def query(self) -> str:
        """As the query of an address with its question mark, or nothing."""
        more = {"after": self.after, "guests": str(self.guests) if self.guests else ""}
        found = urlencode({**self.wanted.query(), **{name: value for name, value in more.items() if value}})
        return f"?{found}" if found else ""

    def at(self, guests: int) -> str:
        """The query of the same place with another part of the guests."""
        return replace(self, guests=guests).query()


def notes_of(session: Session, wanted: Wanted, *, after: str | None = None) -> Page[Observation]:
    """Notes whose words may be read, the newest first."""
    rows = readable().filter(session=session)
    for name in ("outcome", "step", "guest"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{f"{name}_id": value})
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    named = rows.select_related("guest__participant__person", "outcome", "step", "by")
    return latest(named, after, size=NOTES)


def findings_of(session: Session) -> list[Finding]:
    """With their evidence, as far as its words may be read, and what followed."""
    shown = Prefetch("observations", queryset=readable().order_by("pk"), to_attr="evidence")
    rows = Finding.objects.filter(session=session, removed_at__isnull=True)
    return list(rows.select_related("assumption", "change", "by").prefetch_related(shown).order_by("pk"))


def all_notes(session: Session) -> list[Observation]:
    """For a file: notes whose words may be read, the oldest first."""
    rows = (
        readable()
        .filter(session=session)
        .select_related("guest__participant__person", "outcome", "step", "by")
    )
    return list(rows.order_by("pk")[:LONGEST])
