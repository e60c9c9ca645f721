"""Parts of the home page that other features bring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from desireline.kit.registry import Registry
from desireline.people.identity.api import Person


@dataclass(frozen=True, slots=True)
class Section:
    """A template that is included with `section` as its context: right below the opening (`first`) or at the end."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    first: bool = False


SECTIONS: Registry[Callable[[Person | None], Section | None]] = Registry("home section")


def sections_for(person: Person | None) -> list[Section]:
    found = (make(person) for make in SECTIONS)
    return [section for section in found if section is not None]
