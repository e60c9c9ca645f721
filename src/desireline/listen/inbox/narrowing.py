"""Filters of the inbox that upper rooms bring."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from desireline.kit.registry import Registry
from desireline.people.identity.api import Person


@dataclass(frozen=True, slots=True)
class Narrower:
    """A select beside the others. `choices(person)` are values and names, `any` what stands for all of them;
    `narrowed(ideas, value, person)` are those of the ideas that fit. A value that means nothing narrows to nothing.
    """

    key: str
    label: Any
    any: Any
    choices: Callable[[Person], Sequence[tuple[str, str]]]
    narrowed: Callable[[Any, str, Person], Any]


NARROWERS: Registry[Narrower] = Registry("filter of the inbox")
