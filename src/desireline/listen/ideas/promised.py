"""What whoever brings an idea can count on: features above say it, beside the form."""

from __future__ import annotations

from collections.abc import Callable

from desireline.kit.registry import Registry
from desireline.people.identity.api import Person

__all__ = ["NEW_IDEA", "promised"]

NEW_IDEA: Registry[Callable[[Person | None], str]] = Registry("promise beside the form of a new idea")
"""Called with the reader; a sentence or two in their language, or nothing."""


def promised(person: Person | None) -> list[str]:
    """The sentences for this reader."""
    return [text for say in NEW_IDEA if (text := say(person))]
