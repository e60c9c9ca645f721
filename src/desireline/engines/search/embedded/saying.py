"""Cards that mean the same as a text, whatever its words: by direction, where there is a model."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from desireline.engines.search.embedded import asking
from desireline.engines.search.embedded.dense import Directions
from desireline.engines.search.embedded.shelf import Shelf
from desireline.engines.search.embedded.vocabulary import Seen
from desireline.engines.search.kept import kept
from desireline.engines.search.protocol import Card, Query
from desireline.engines.search.said import Said, number
from desireline.engines.search.scoring import LOOKED, NEAR, Close

WAITING = 50_000  # texts that wait in memory; more are looked for again
Embed = Callable[[Sequence[str]], Directions | None]


class Saying:
    """The directions of all shelves. `embed` is for what is typed, `kept` for texts that stay; None without a model."""

    def __init__(self, embed: Embed | None, keep: Embed | None) -> None:
        self._keep = keep
        self._direction = lru_cache(maxsize=512)(lambda text: _first(embed([text]))) if embed else None
        self._waiting: OrderedDict[str, tuple[Shelf, Said]] = OrderedDict()
        self._complete = False

    def nearest(self, text: str, query: Query, seen: Seen, facets: Sequence[str]) -> list[Close]:
        """The nearest cards that the reader may find, nearest first; empty without a model."""
        return self._near(text, query, seen, facets, LOOKED, NEAR)

    def _near(
        self, text: str, query: Query, seen: Seen, facets: Sequence[str], most: int, least: float
    ) -> list[Close]:
        direction = self._direction(" ".join(text.split())[:1000]) if self._direction else None
        if direction is None:
            return []
        found: list[Close] = []
        for one in seen.snapshots:
            near = one.shelf.dense.nearest(direction, query.allow, query.types, facets, most)
            cosines = {key: cosine for key, cosine in near if cosine >= least}
            if not cosines:
                continue
            asked = asking.every(seen.guard, [asking.of_numbers(list(cosines))])
            for _score, at in one.searcher.search(asked, len(cosines), count=False).hits:
                card = kept(one.searcher.doc(at)["data"][0])
                found.append(Close(card, cosines[number(card.key)]))
        return sorted(found, key=lambda one: (-one.closeness, one.card.key))

    def ranked(self, text: str, query: Query, seen: Seen, limit: int) -> list[Close]:
        """Like `nearest`, however far."""
        return self._near(text, query, seen, (), limit, -1.0)

    def note(self, shelf: Shelf, cards: Iterable[Card]) -> None:
        """Cards were written: those whose text is new wait for `work`."""
        if self._keep is None:
            return
        for card in cards:
            said = Said.of(card)
            if shelf.dense.knows(said):
                self._waiting.pop(card.key, None)
            elif len(self._waiting) < WAITING:
                self._waiting[card.key] = (shelf, said)
            else:
                self._complete = False

    def drop(self, shelf: Shelf, keys: Sequence[str]) -> None:
        shelf.dense.drop(keys)
        for key in keys:
            if key in self._waiting and self._waiting[key][0] is shelf:
                del self._waiting[key]

    def work(self, most: int, missing: Callable[[], Iterable[tuple[Shelf, Card]]]) -> int:
        """Make the directions of at most so many texts. Returns how many; 0 when none waits."""
        if self._keep is None:
            return 0
        if not self._complete and len(self._waiting) < WAITING // 2:
            self._complete = True
            came = list(self._waiting)
            for shelf, card in missing():
                self.note(shelf, [card])
                if not self._complete:  # enough for now: the rest is looked for again
                    break
            for key in filter(self._waiting.__contains__, came):  # what was there before has waited longer
                self._waiting.move_to_end(key)
        part = [self._waiting.popitem(last=False)[1] for _n in range(min(most, len(self._waiting)))]
        made = self._keep([said.text for _shelf, said in part]) if part else None
        if made is None:
            return 0
        for shelf in {id(shelf): shelf for shelf, _said in part}.values():
            rows = [row for row, (one, _said) in enumerate(part) if one is shelf]
            shelf.dense.add([part[row][1] for row in rows], made[rows])
        return len(part)


def _first(made: Any) -> Any:
    return None if made is None else made[0]
