"""What every search engine here can do, and the records that go in and out.

A *card* is what search knows of a thing: its text and who may find it. Features make cards, engines keep them; nothing
else in the product knows which engine it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

__all__ = ["MOST", "Card", "Engine", "Found", "Hit", "Piece", "Query", "Tell"]

MOST = 200  # a query looks at so many matches, newest first; counts above it are “300 or more”
Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that can be found.

    `key` is `type:id` and unique. `allow` holds tokens; who has one of them may find the card, and a card without any
    is found by nobody. `facets` are `name:value` words that queries filter by. `weight` (0 or more) breaks ties.
    `extra` is JSON-able and comes back with the hit.
    """

    key: str
    type: str
    title: str
    body: str = ""
    language: str = ""
    allow: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    accounts: tuple[int, ...] = ()
    weight: int = 0
    date: datetime | None = None
    url: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Query:
    """A question. `after` is the `next` of the page before; `limit` is 1..100; no `types` means all."""

    text: str
    allow: tuple[str, ...]
    types: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    limit: int = 20
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of plain text (not escaped); `lit` where it is what was looked for."""

    text: str
    lit: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A found card. `closeness`, 0..1, compares the hits of `similar`: for sorting and cutting, never for showing."""

    key: str
    type: str
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    url: str
    date: datetime | None
    extra: Mapping[str, Any]
    closeness: float = 0.0

    @property
    def id(self) -> int:
        """The number in the key."""
        return int(self.key.rpartition(":")[2])


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, how many there are of each type (of all, at most MOST), and where the next page starts."""

    hits: Sequence[Hit]
    counts: Mapping[str, int]
    next: str | None = None
    more: bool = False  # there are more than MOST
    loose: bool = False  # nothing held all words: these hold some of them, or words near to them


class Engine(Protocol):
    """A search engine. Writes take part in the caller's transaction or follow it; they never run ahead of it."""

    def put(self, cards: Iterable[Card]) -> int:
        """Write the cards, each in the place of an older one of the same key. Returns how many."""
        ...

    def delete(self, keys: Iterable[str]) -> int:
        """Forget the cards. Returns how many there were."""
        ...

    def weigh(self, weights: Mapping[str, int]) -> int:
        """Set the weights of known cards by key, without touching their text. Returns how many."""
        ...

    def query(self, query: Query) -> Found:
        """Cards that hold all words (or, if none does, some of them), best first."""
        ...

    def similar(
        self,
        text: str,
        *,
        allow: tuple[str, ...],
        types: tuple[str, ...] = (),
        facets: tuple[str, ...] = (),
        limit: int = 5,
        exclude: tuple[str, ...] = (),
    ) -> Sequence[Hit]:
        """At most `limit` cards that say the same as the text, closest first; far ones are left out."""
        ...

    def keys(self, type: str) -> set[str]:  # noqa: A002 - the word for it everywhere here
        """The keys of all cards of a type."""
        ...

    def learn(self, tell: Tell | None = None) -> int:
        """Take in the words of cards written since the last time (for typos and rarity). Returns how many cards."""
        ...

    def forget_words(self) -> None:
        """Count all words anew at the next `learn`."""
        ...

    def stats(self) -> Mapping[str, Any]:
        """Numbers for operators: cards by type, words, cards whose words wait to be learnt."""
        ...
