"""What is asked of a person: one list, to which features above add theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from desireline.codevelop.projects.models import Project
from desireline.kit.registry import Registry
from desireline.people.identity.api import Person

__all__ = ["ASKS", "Ask"]


@dataclass(frozen=True, slots=True)
class Ask:
    """`title` is what to do, as the person reads it; `kind` a word such as "invitation" or "session" that picks its
    icon; `due` by when, if there is a day; `url` where it is done. It must not tell of a confidential project what
    the person may not see yet."""

    project: Project
    title: str
    kind: str
    due: datetime | None
    url: str


ASKS: Registry[Callable[[Person], Iterable[Ask]]] = Registry("what is asked of a participant")
"""Called with the person. At most a few queries, however many projects they take part in."""
