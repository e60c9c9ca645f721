"""Browsers without scripts see what is close once, after they sent the form and before the idea is kept."""

from __future__ import annotations

from typing import Any

from desireline.listen.closeness.api import DEFAULT, closest
from desireline.listen.ideas.parts import BEFORE
from desireline.people.identity.api import Person


def _close(title: str, person: Person | None) -> list[Any]:
    """A page in between is only for what is really close, also where there is no model."""
    return [one for one in closest(title, person=person) if one.closeness >= DEFAULT.suggest]


BEFORE.add("close", _close)
