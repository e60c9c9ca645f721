"""What can be found: each feature registers how its cards are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desireline.engines.search.protocol import Card
from desireline.kit.registry import Registry


@dataclass(frozen=True, slots=True)
class Source:
    """A type of card. `ids()` gives the ids of all its records in order, `make(ids)` the cards of those that have one.

    `label` is the plural shown as a heading, `icon` one of the kit's. `seen(reader, ids)` is the late check: for
    those of the ids that the reader may see now, what is shown beside the text (`support`, `status`, `hue`, `place`).
    """

    type: str
    label: Any
    ids: Callable[[], Iterable[int]]
    make: Callable[[Sequence[int]], Iterable[Card]]
    seen: Callable[[Any, Sequence[int]], Mapping[int, Mapping[str, Any]]]
    icon: str = "file-text"
    order: int = 50


CARDS: Registry[Source] = Registry("card source")
