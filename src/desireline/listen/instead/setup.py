"""Browsers without scripts see what is close once, after they sent the form and before the idea is kept."""

from __future__ import annotations

from typing import Any

from desireline.listen.closeness.api import closest
from desireline.listen.ideas.parts import BEFORE
from desireline.people.identity.api import Person


def _close(title: str, person: Person | None) -> list[Any]:
    return list(closest(title, person=person))


BEFORE.add("close", _close)
