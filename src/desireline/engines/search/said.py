"""What a card says in short, of which its direction is made, and who may find it. No framework here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from desireline.engines.search.protocol import Card
from desireline.kit.words.api import fold

ENOUGH = 4  # words of a title
DOCUMENT = 600  # characters of a body from which the card is a document, of which the title is not the whole
LONGEST = 1200  # characters of a body that are read


def number(text: str) -> int:
    """A signed 64-bit number of a text. The guard is asked of the index, so that a clash shows nothing forbidden."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def says_it(title: str) -> bool:
    """Whether a title has words enough to say by itself what it is about."""
    return len(title.split()) >= ENOUGH


@dataclass(frozen=True, slots=True)
class Scope:
    allow: frozenset[str]
    type: str
    facets: frozenset[str]

    def as_json(self) -> list[Any]:
        return [sorted(self.allow), self.type, sorted(self.facets)]


@dataclass(frozen=True, slots=True)
class Said:
    """What a card says in short, which is what its direction is made of."""

    key: str
    text: str
    scope: Scope

    @classmethod
    def of(cls, card: Card) -> Said:
        enough = says_it(card.title) and len(card.body) <= DOCUMENT
        text = card.gist or (
            card.title if enough else f"{card.title}. {card.body[:LONGEST]}".removeprefix(". ")
        )
        scope = Scope(frozenset(filter(None, card.allow)), card.type, frozenset(map(fold, card.facets)))
        return cls(card.key, text, scope)
