"""In a demo instance: the banner on every page, and one click into each of the cast on the home page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from desireline.kit.pages.context import CONTEXT
from desireline.people.identity.api import Person
from desireline.site.home.sections import SECTIONS, Section


def _banner(request: HttpRequest) -> dict[str, Any]:
    return {"banner_template": "demo/_banner.html"} if settings.DEMO else {}


def _cast(person: Person | None) -> Section | None:
    if not settings.DEMO:
        return None
    from desireline.site.demo.cast import cast, simulated  # the texts of the demo are large

    people = cast()
    return (
        Section("demo/_cast.html", {"cast": people, "simulated": simulated()}, first=person is None)
        if people
        else None
    )


CONTEXT.add("demo", _banner)
SECTIONS.add("cast", _cast)
