"""Who may see what a notice is about: asked when people are told, and again when they read it or it is mailed.

In between, things are hidden, taken back, or given to other readers. Features say it for their own addresses.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desireline.kit.registry import Registry

if TYPE_CHECKING:
    from desireline.people.identity.models import Person
    from desireline.people.notices.models import Notice

_ADDRESS = re.compile(r"/([a-z]+)/([0-9]{1,18})(?![0-9])")


@dataclass(frozen=True, slots=True)
class Subject:
    """`seen`: those of the ids that the person may see. `heard`: those of the people who may see the one of that id."""

    seen: Callable[[Person, set[int]], set[int]]
    heard: Callable[[int, set[int]], set[int]]


SUBJECTS: Registry[Subject] = Registry("subject of notices")
"""By the first word of the address: `ideas` for `/ideas/12-night-mode`."""


def may_hear(url: str, people: set[int]) -> set[int]:
    """Those of the people who may see what is at the address. All of them where no feature guards it."""
    subject, number = _subject(url)
    return subject.heard(number, people) & people if subject else people


def still_seen(person: Person, notices: Sequence[Notice]) -> list[Notice]:
    """The notices about what the person may see now. One question for each kind of address."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for notice in notices:
        if _subject(notice.url)[0]:
            word, number = _parts(notice.url)
            wanted[word].add(number)
    seen = {word: SUBJECTS[word].seen(person, ids) for word, ids in wanted.items()}
    return [notice for notice in notices if (at := _parts(notice.url))[0] not in seen or at[1] in seen[at[0]]]


def _parts(url: str) -> tuple[str, int]:
    found = _ADDRESS.match(url)
    return (found[1], int(found[2])) if found else ("", 0)


def _subject(url: str) -> tuple[Subject | None, int]:
    word, number = _parts(url)
    return SUBJECTS.get(word), number
