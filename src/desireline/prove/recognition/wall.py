"""The wall of what became real, and what of it somebody has a part in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse

from desireline.futures.outcomes.api import DesiredOutcome
from desireline.kit.paging.api import Page, by_moment
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may
from desireline.prove.recognition.evidence import Shown, shown_of
from desireline.prove.recognition.measure import measure_of
from desireline.prove.recognition.models import ROLES, Credit, Release, Told

SIZE = 12
DRAFTS = 20
PIECES = 3


def listed(rows: Any, *, cursor: str | None, size: int = SIZE) -> Page[Release]:
    """Published ones, the newest first."""
    return by_moment(rows.select_related("project__outcome"), "published", cursor, size=size)


def wall_page(person: Person | None, cursor: str | None) -> dict[str, Any]:
    """Seven queries for the team, five for others."""
    page = listed(Release.objects.on_the_wall(person), cursor=cursor)
    seen = _outcomes(person, page.rows)
    team = may(person, Permission.CODEVELOP)
    drafts = Release.objects.visible_to(person).filter(published__isnull=True).select_related("project")
    return {
        "rows": page.rows,
        "people": _people(page.rows),
        "seen": seen,
        "measures": {one.pk: measure_of(one) for one in page.rows if one.project.outcome_id in seen},
        "next_url": f"{reverse('releases')}?from={page.next}" if page.next else None,
        "drafts": list(drafts.order_by("-released", "-id")[:DRAFTS]) if team else [],
        "team": team,
    }


def credits_page(person: Person, cursor: str | None) -> dict[str, Any]:
    """What the person has a part in, as far as they may see it: roles with their evidence, or their vote."""
    credited = Credit.objects.filter(person=person).values("release")
    voted = Told.objects.filter(person=person, part="supporter").values("release")
    rows = Release.objects.on_the_wall(person).filter(Q(pk__in=credited) | Q(pk__in=voted))
    page = listed(rows, cursor=cursor)
    roles: dict[int, list[str]] = defaultdict(list)
    for release, role in Credit.objects.filter(person=person, release__in=page.rows).values_list(
        "release_id", "role"
    ):
        roles[release].append(role)
    return {
        "rows": [(one, _parts(one, person, roles[one.pk])) for one in page.rows],
        "next": page.next,
    }


def _parts(release: Release, person: Person, roles: list[str]) -> list[tuple[str, list[Shown]]]:
    evidence = shown_of(release.project, person, {(person.pk, role) for role in roles})
    return [(role, evidence.get((person.pk, role), [])[:PIECES]) for role in ROLES if role in roles]


def _outcomes(person: Person | None, rows: Sequence[Release]) -> set[int]:
    ids = {one.project.outcome_id for one in rows}
    return set(DesiredOutcome.objects.visible_to(person).filter(pk__in=ids).values_list("pk", flat=True))


def _people(rows: Sequence[Release]) -> dict[int, int]:
    """How many people have a credit in each of them."""
    standing = Credit.objects.filter(release__in=rows).standing().order_by()
    counted = standing.values(one=F("release")).annotate(n=Count("person", distinct=True))
    return {row["one"]: row["n"] for row in counted}
