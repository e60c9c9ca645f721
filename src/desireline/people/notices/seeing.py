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
_TOPIC = re.compile(r"([a-z-]+):([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Subject:
    """`seen`: those of the ids that the person may see. `heard`: those of the people who may see the one of that id."""

    seen: Callable[[Person, set[int]], set[int]]
    heard: Callable[[int, set[int]], set[int]]


SUBJECTS: Registry[Subject] = Registry("subject of notices")
"""By the first word of the address: `ideas` for `/ideas/12-night-mode`. Where the address has no number, by the kind of
the topic: `future` for `future:3`."""


def may_hear(url: str, people: set[int], topic: str = "") -> set[int]:
    """Those of the people who may see what is at the address, or what the topic is. All where no feature guards it."""
    word, number = _subject(url, topic)
    return SUBJECTS[word].heard(number, people) & people if word else people


def still_seen(person: Person, notices: Sequence[Notice]) -> list[Notice]:
    """The notices about what the person may see now. One question for each kind of thing."""
    about = [(notice, *_subject(notice.url, notice.about)) for notice in notices]
    wanted: dict[str, set[int]] = defaultdict(set)
    for _notice, word, number in about:
        if word:
            wanted[word].add(number)
    seen = {word: SUBJECTS[word].seen(person, ids) for word, ids in wanted.items()}
    return [notice for notice, word, number in about if not word or number in seen[word]]


def _subject(url: str, topic: str) -> tuple[str, int]:
    """Which subject guards it, and the number there; no word where none does."""
    for found in (_ADDRESS.match(url), _TOPIC.fullmatch(topic)):
        if found and SUBJECTS.get(found[1]):
            return found[1], int(found[2])
    return "", 0
