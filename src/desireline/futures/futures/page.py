"""What the pages about futures show."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404

from desireline.futures.futures.api import cards
from desireline.futures.futures.forms import GROUPS
from desireline.futures.futures.models import Future, FutureDraft
from desireline.futures.futures.parts import LINKS, PARTS
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may

GROUP_NAMES = dict(GROUPS)


def list_page(person: Person | None) -> dict[str, Any]:
    editor = may(person, Permission.EDIT_FUTURES)
    drafts = Future.objects.visible_to(person).filter(Q(published__isnull=True) | Q(archived__isnull=False))
    return {
        "futures": cards(person),
        "drafts": list(drafts) if editor else [],
        "editor": editor,
        "groups": GROUP_NAMES,
    }


def future_page(future: Future, person: Person | None) -> dict[str, Any]:
    editor = may(person, Permission.EDIT_FUTURES)
    context = {
        "future": future,
        "editor": editor,
        "has_draft": editor and FutureDraft.objects.filter(future=future).exists(),
        "versions": future.versions.count(),
        "group": GROUP_NAMES[future.group],
        "beside_links": [link for make in LINKS if (link := make(future, person))],
    }
    for part in PARTS:
        context |= part(future, person)
    return context


def history_page(future: Future, number: str) -> dict[str, Any]:
    versions = list(future.versions.select_related("by").order_by("-number")[:100])
    chosen = versions[0] if versions else None
    if number:
        chosen = next((version for version in versions if str(version.number) == number), None)
        if chosen is None:
            raise Http404
    earlier = next((version for version in versions if chosen and version.number == chosen.number - 1), None)
    changed = {
        name
        for name, value in (chosen.content.items() if chosen else ())
        if earlier is not None and earlier.content.get(name) != value
    }
    return {
        "future": future,
        "versions": versions,
        "chosen": chosen,
        "changed": changed,
        "groups": GROUP_NAMES,
    }
