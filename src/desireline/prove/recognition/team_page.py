"""What the team sees of a release: who has a part in it, whom it reaches, and whether new people are among them."""

from __future__ import annotations

from typing import Any

from desireline.codevelop.projects.api import leads
from desireline.people.identity.api import Person
from desireline.prove.recognition.consent import Choice
from desireline.prove.recognition.models import ROLES, Credit, Release, Told
from desireline.prove.recognition.report import breadth
from desireline.prove.recognition.telling import address_of, parts_of, reached
from desireline.prove.recognition.words import ICONS, choice_words, role_words

MOST = 100  # people in the list


def team_page(release: Release, person: Person) -> dict[str, Any]:
    parts = parts_of(release)
    told = Told.objects.filter(release=release).count()
    return {
        "release": release,
        "project": release.project,
        "outcome": release.project.outcome,
        "address": address_of(release),
        "leads": leads(release.project, person),
        "rows": people(release),
        "told": told,
        "parts": len(parts),
        "reached": len(reached(release, parts)),
        "customers": breadth(release, staff=False),
        "employees": breadth(release, staff=True),
        "roles": role_words(),
        "icons": ICONS,
        "choices": choice_words(),
    }


def people(release: Release) -> list[dict[str, Any]]:
    """Who has a credit, in which roles, and what they said of being named; customers first. Two queries."""
    found: dict[int, dict[str, Any]] = {}
    standing = Credit.objects.filter(release=release).standing().select_related("person__account")
    for row in standing.order_by("staff", "person_id"):
        one = found.setdefault(
            row.person_id,
            {"person": row.person, "staff": row.staff, "roles": [], "choice": row.choice or Choice.NAMELESS},
        )
        one["roles"].append(row.role)
    rows = list(found.values())[:MOST]
    for one in rows:
        one["roles"].sort(key=[role.value for role in ROLES].index)
    return rows
