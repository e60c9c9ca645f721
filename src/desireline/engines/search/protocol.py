"""What every search engine here can do, and the records that go in and out.

A *card* is what search knows of a thing: its text and who may find it. Features make cards, engines keep them; nothing
else in the product knows which engine it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

__all__ = ["MOST", "Card", "Engine", "Found", "Hit", "Piece", "Query", "Tell", "Unanswered"]

MOST = 1000  # pages lead through so many of the best matches
Tell = Callable[[int], None]


class Unanswered(Exception):  # noqa: N818 - it reads as what happened
    """The engine is elsewhere, and gave no answer that could be used. Readers are shown nothing, and not this."""


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that can be found.

    `key` is unique: `type:id`, or `source:type:id` for what comes from another system, whose name `source` is. `allow`
    holds tokens; who has one of them may find the card, and a card without any is found by nobody. `facets` are
    `name:value` words that queries filter by, `accounts` the customers that it is about. `weight` (0 or more, such as
    votes) lifts it a little. `extra` is JSON-able and comes back with the hit. `gist` is what it says in short, with
    which meanings are compared; without one, title and body are looked at.
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
    source: str = ""
    gist: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A question. `after` is the `next` of the page before; `limit` is 1..100; no `types` means all, also for `sources`
    and `accounts` (any of these).

    `sort` is "best" or "newest". `count` names facets to count in what was found: "type", "source", "tag", "facet".
    With `browse` no text means everything that passes the filters, newest first; without it, nothing.
    """

    text: str
    allow: tuple[str, ...]
    types: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    limit: int = 20
    after: str | None = None
    sources: tuple[str, ...] = ()
    accounts: tuple[int, ...] = ()
    sort: str = "best"
    count: tuple[str, ...] = ()
    browse: bool = False


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
    source: str = ""
    closeness: float = 0.0

    @property
    def id(self) -> Any:
        """What the key ends with: the number of a record of ours, the text that another system gives its own."""
        start = len(self.source) + len(self.type) + 2 if self.source else len(self.type) + 1
        return self.key[start:] if self.source else int(self.key[start:])


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, how many there are of each type (whatever `types` asked for), the facets that were to be counted
    with the most frequent first, and where the next page starts."""

    hits: Sequence[Hit]
    counts: Mapping[str, int]
    next: str | None = None
    more: bool = False  # there are more than MOST, and pages end there
    loose: bool = False  # nothing held all words: these hold some of them, or words near to them
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Engine(Protocol):
    """A search engine. One process writes (see `following.py`), all ask."""

    def write(self, cards: Iterable[Card], gone: Iterable[str] = ()) -> int:
        """Cards, each in the place of an older one of the same key, and keys to forget. Returns how many cards.

        Found after `commit`. Raises ValueError while another process writes.
        """
        ...

    def commit(self) -> None:
        """What was written is on disk and can be found."""
        ...

    def work(self, most: int) -> int:
        """Some of the slower work that makes answers better, for at most so many cards. Returns how many; 0: done."""
        ...

    def close(self) -> None:
        """Let another process write."""
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

    def ranked(self, text: str, *, allow: tuple[str, ...], way: str, limit: int) -> Sequence[str]:
        """Keys of cards that hold any of the words ("words"), or that are nearest in meaning ("meaning"), or both
        rankings fused ("both"), best first. For measuring: pages use `query`."""
        ...

    def suggest(self, start: str, *, allow: tuple[str, ...], limit: int = 8) -> Sequence[str]:
        """What the text may go on to, its last word completed from cards that the reader may find."""
        ...

    def keys(self, type: str) -> set[str]:  # noqa: A002 - the word for it everywhere here
        """The keys of all cards of a type."""
        ...

    def weights(self, keys: Sequence[str]) -> Mapping[str, int]:
        """The weights of those of these cards that are known."""
        ...

    def stats(self) -> Mapping[str, Any]:
        """Numbers for operators: the engine, its cards by type."""
        ...
