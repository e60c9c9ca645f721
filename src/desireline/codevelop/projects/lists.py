"""What the pages of many projects show."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from desireline.codevelop.projects.listing import listed, outcomes_seen, showcased
from desireline.codevelop.projects.models import Project
from desireline.codevelop.projects.wanted import OPEN, Wanted
from desireline.codevelop.projects.words import HUES, ICONS, days_since, state_words
from desireline.codevelop.stages.api import stages
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may


def frame(person: Person | None, wanted: Wanted) -> dict[str, Any]:
    """What all three views share: counts by state, and what the filters offer. Three queries."""
    seen = Project.objects.visible_to(person)
    counted = dict(seen.order_by().values_list("state").annotate(n=Count("id")))
    owners = (
        seen.filter(owner__isnull=False)
        .order_by("owner__name")
        .values_list("owner", "owner__name")
        .distinct()
    )
    outcomes = (
        seen.order_by("outcome__statement").values_list("outcome__slug", "outcome__statement").distinct()
    )
    return {
        "wanted": wanted,
        "counted": counted,
        "open": sum(counted.get(state, 0) for state in OPEN),
        "total": sum(counted.values()),
        "owners": list(owners[:200]),
        "outcomes": list(outcomes[:300]),
        "stages": stages(),
        "states": state_words(),
        "hues": HUES,
        "icons": ICONS,
        "days_since": days_since,
    }


def list_page(person: Person | None, wanted: Wanted, cursor: str | None) -> dict[str, Any]:
    found = listed(person, wanted, cursor=cursor)
    return {
        **frame(person, wanted),
        "rows": found.rows,
        "seen": outcomes_seen(person, found.rows),
        "next_url": wanted.url(**{"from": found.next}) if found.next else None,
    }


def showcase_page(person: Person | None, cursor: str | None, *, only: str) -> dict[str, Any]:
    """`only`: "released", "making", or all."""
    released = {"released": True, "making": False}.get(only)
    found = showcased(person, released=released, cursor=cursor)
    kept = {"only": only} if released is not None else {}
    return {
        "rows": found.rows,
        "seen": outcomes_seen(person, found.rows),
        "only": only if kept else "",
        "states": state_words(),
        "hues": HUES,
        "icons": ICONS,
        "next_url": f"{reverse('showcase')}?{urlencode({**kept, 'from': found.next})}"
        if found.next
        else None,
        "team": may(person, Permission.CODEVELOP),
    }
