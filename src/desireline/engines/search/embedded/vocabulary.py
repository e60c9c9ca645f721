"""What is known of words, asked of the cards that the reader may find and of no others.

So neither rarity nor a correction nor a completion comes from a card that is hidden from the reader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import tantivy
from tantivy import Query as Ask

from desireline.engines.search import near
from desireline.engines.search.embedded import asking
from desireline.engines.search.embedded.shelf import Snapshot
from desireline.engines.search.kept import kept
from desireline.engines.search.near import COMPLETED, PARTS, Words
from desireline.kit.words.api import all_stop_words, words

LOOKED = 12  # cards that are read for the spelling of a word


@dataclass(frozen=True, slots=True)
class Seen:
    """The cards that a reader may find and that pass the filters."""

    snapshots: Sequence[Snapshot]
    guard: Ask
    name: Hashable  # the same for the same guard

    @property
    def searchers(self) -> list[tantivy.Searcher]:
        return [one.searcher for one in self.snapshots]

    def every(self) -> int:
        """How many there are, kept for as long as the index stays as it is."""
        return sum(
            one.shelf.kept(self.name, partial(_many, one.searcher, self.guard)) for one in self.snapshots
        )

    def count(self, part: Ask) -> int:
        """How many hold that."""
        asked = asking.every(self.guard, [part])
        return sum(_many(one.searcher, asked) for one in self.snapshots)

    def rare(self, group: tuple[str, ...]) -> int:
        """How many hold one of the tokens, kept as `every` is: who types asks about the same words again and again."""
        part = Ask.disjunction_max_query([asking.term("text", token) for token in group])
        asked = asking.every(self.guard, [part])
        return sum(
            one.shelf.kept((self.name, group), partial(_many, one.searcher, asked)) for one in self.snapshots
        )

    def begun(self, field: str, start: str, *, most: int) -> Words:
        """Words in a field that begin so, with the number of cards they are in; the most frequent of the first many."""
        found: Words = Counter()
        for one in self.snapshots:
            found.update(dict(one.searcher.terms_with_prefix(field, start, self.guard, most)))
        return found

    def held(self, field: str, token: str) -> bool:
        """Whether any card, also a hidden one, holds the token: if not, it need not be asked for."""
        return any(one.searcher.doc_freq(field, token) for one in self.snapshots)

    def known(self, token: str) -> bool:
        """Whether any of them holds the token."""
        return self.held("text", token) and self.count(asking.term("text", token)) > 0


def _many(searcher: tantivy.Searcher, asked: Ask) -> int:
    result: Any = searcher.search(asked, 1, count=True)
    return int(result.count)


def rarity(tokens: Sequence[Iterable[str]], seen: Seen) -> list[int]:
    """In how many cards at least one token of each group is."""
    held = [tuple(token for token in group if seen.held("text", token)) for group in tokens]
    return [seen.rare(group) if group else 0 for group in held]


def completions(start: str, seen: Seen) -> list[str]:
    """Words as written that begin with these letters, the most frequent first, without small ones."""
    found = seen.begun("exact", start, most=COMPLETED * 4)
    small = all_stop_words()
    return [word for word in near.frequent(found) if word not in small][:COMPLETED]


def nearest(word: str, seen: Seen) -> list[tuple[str, float]]:
    """Words as written at most two slips away and how near they are (0..1), the nearest first."""
    tried = near.slips(word)
    around: Words = Counter()
    for slips in tried:
        asked = asking.every(seen.guard, [asking.near(word, slips)])
        for searcher in seen.searchers:
            for _score, address in searcher.search(asked, LOOKED, count=False).hits:
                card = kept(searcher.doc(address)["data"][0])
                written = {one.lstrip("+") for one in words(f"{card.title} {card.body}")}
                around.update(near.slipped(word, written, tried[-1]))
        if around:
            break
    return near.nearest(word, around)


def compounds(word: str, seen: Seen) -> list[str]:
    """Stems of words that end or begin with a word: “auszug” finds “kontoauszug”."""
    if not near.composes(word):
        return []
    begun, ended = (
        seen.begun(field, start, most=PARTS * 2) for field, start in (("exact", word), ("back", word[::-1]))
    )
    return near.compounds(word, begun, ended)


def parts(word: str, seen: Seen) -> list[str]:
    """Stems of known words that a long word is put together from: “kontoauszug” gives “konto” and “auszug”."""
    return near.longest(filter(seen.known, near.cuts(word)))
