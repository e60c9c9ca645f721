"""What can be found, and by whom: features register how their cards are made and what tokens their readers have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desireline.engines.search.protocol import Card
from desireline.kit.registry import Registry

__all__ = ["CARDS", "PROVIDERS", "READERS", "Source", "sources", "tokens_of"]


@dataclass(frozen=True, slots=True)
class Source:
    """A type of card. `ids()` gives the ids of all its records in order, `make(ids)` the cards of those that have one.

    `label` is the plural shown as a heading, `icon` one of the kit's. `seen(reader, ids)` is the late check: for
    those of the ids that the reader may see now, what is shown beside the text (`support`, `status`, `hue`, `place`).
    Ids are the numbers of our own records, or, with `by_key`, whole keys.
    """

    type: str
    label: Any
    ids: Callable[[], Iterable[Any]]
    make: Callable[[Sequence[Any]], Iterable[Card]]
    seen: Callable[[Any, Sequence[Any]], Mapping[Any, Mapping[str, Any]]]
    icon: str = "file-text"
    order: int = 50
    by_key: bool = False

    def key(self, id_: Any) -> str:
        return str(id_) if self.by_key else f"{self.type}:{id_}"

    def id_of(self, key: str) -> Any:
        return key if self.by_key else int(key.rpartition(":")[2])


CARDS: Registry[Source] = Registry("card source")
PROVIDERS: Registry[Callable[[], None]] = Registry("provider of card sources")
READERS: Registry[Callable[[Any], Iterable[str]]] = Registry("giver of readers' tokens")


def sources() -> Registry[Source]:
    """All sources, also those that came about while the process ran."""
    for provide in PROVIDERS:
        provide()
    return CARDS


def tokens_of(reader: Any) -> tuple[str, ...]:
    """The allow tokens of a reader (a person, or None for a stranger). A giver that fails gives nothing to anybody."""
    return tuple(dict.fromkeys(token for give in READERS for token in give(reader) if token))
