"""What the page of a release shows: what is real now, what changed, and thanks to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desireline.codevelop.projects.api import Project, ProjectOrigin, leads
from desireline.futures.outcomes.api import DesiredOutcome, attainment_summary
from desireline.listen.addresses import address_of as idea_address
from desireline.listen.ideas.api import Idea
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may
from desireline.prove.recognition.evidence import Shown, shown_of
from desireline.prove.recognition.measure import measure_of
from desireline.prove.recognition.models import ROLES, Credit, CreditChoice, Release
from desireline.prove.recognition.words import ICONS, role_meanings, role_words

MOST = 60  # people by name in a role
PIECES = 3  # of evidence beside a name


@dataclass(frozen=True, slots=True)
class Thanked:
    """Somebody who is thanked by name, with what the reader may see of what shows it, and how much more there is."""

    person: Person
    evidence: tuple[Shown, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Group:
    """Those with one role: by name who wants to be named, the others counted."""

    role: str
    named: tuple[Thanked, ...]
    people: int

    @property
    def others(self) -> int:
        return self.people - len(self.named)


def release_page(release: Release, reader: Person | None) -> dict[str, Any]:
    project, team = release.project, may(reader, Permission.SEE_TEAM)
    outcome = project.outcome
    seen = DesiredOutcome.objects.visible_to(reader).filter(pk=outcome.pk).exists()
    rows = list(Credit.objects.filter(release=release).standing().order_by("at", "person_id"))
    return {
        "release": release,
        "project": project,
        "shown": Project.objects.visible_to(reader).filter(pk=project.pk).exists(),
        "outcome": outcome if seen else None,
        "measure": measure_of(release) if seen else None,
        "attainment": attainment_summary(outcome) if seen else None,
        "began": began(release, reader),
        "changes": changes(release),
        "groups": groups(release, reader, rows),
        "people": len({row.person_id for row in rows}),
        "mine": mine(release, reader, rows),
        "notes": list(
            release.notes.filter(removed_at__isnull=True).select_related("by").order_by("at", "id")
        ),
        "roles": role_words(),
        "meanings": role_meanings(),
        "icons": ICONS,
        "team": team,
        "leads": team and leads(project, reader),
        "editor": may(reader, Permission.CODEVELOP),
    }


def changes(release: Release) -> list[tuple[str, str]]:
    """What was said, and what changed because of it, as the showcase may have it; the same only once."""
    rows = release.project.changes.filter(removed_at__isnull=True, in_showcase=True).order_by("at", "id")
    return list(dict.fromkeys(rows.values_list("said", "changed")))


def began(release: Release, reader: Person | None) -> list[tuple[str, str]]:
    """Title and address of the ideas with which it began, as far as the reader may see them."""
    ids = ProjectOrigin.objects.filter(project=release.project_id, idea__isnull=False).values("idea")
    rows = Idea.objects.visible_to(reader).filter(pk__in=ids).order_by("id")
    return [(title, idea_address(pk, slug)) for pk, title, slug in rows.values_list("pk", "title", "slug")]


def groups(release: Release, reader: Person | None, rows: list[Any]) -> dict[bool, list[Group]]:
    """By whether they are of our own, the groups that have somebody in them, in the order of the roles."""
    named = [row for row in rows if row.choice == CreditChoice.Choice.NAMED]
    wanted = {(row.person_id, row.role) for row in named}
    evidence = shown_of(release.project, reader, wanted)
    people = Person.objects.filter(is_active=True).in_bulk({person for person, _role in wanted})
    found: dict[bool, list[Group]] = {False: [], True: []}
    for staff, role in ((staff, role) for staff in (False, True) for role in ROLES):
        own = [row for row in rows if row.staff == staff and row.role == role]
        thanked = tuple(
            _thanked(people[row.person_id], evidence.get((row.person_id, role), []))
            for row in own
            if row.choice == CreditChoice.Choice.NAMED and row.person_id in people
        )
        if own:
            found[staff].append(Group(role, thanked[:MOST], len(own)))
    return found


def mine(release: Release, reader: Person | None, rows: list[Any]) -> list[tuple[str, list[Shown]]]:
    """The reader's own roles, with what shows them."""
    if reader is None:
        return []
    own = [row.role for row in rows if row.person_id == reader.pk]
    evidence = shown_of(release.project, reader, {(reader.pk, role) for role in own})
    return [(role, evidence.get((reader.pk, role), [])[:PIECES]) for role in ROLES if role in own]


def _thanked(person: Person, shown: list[Shown]) -> Thanked:
    return Thanked(person, tuple(shown[:PIECES]), max(0, len(shown) - PIECES))
