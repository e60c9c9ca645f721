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

from desireline.engines.search.embedded import asking
from desireline.engines.search.embedded.shelf import Snapshot
from desireline.engines.search.kept import kept
from desireline.engines.search.near import distance, worth_it
from desireline.engines.search.tokens import COMPOUND
from desireline.kit.words.api import all_stop_words, stem, stems, words

COMPLETED = 12  # words that an unfinished one may become
PARTS = 6  # compounds that a word may be part of
LOOKED = 12  # cards that are read for the spelling of a word
NEAREST = 3
Words = Counter[str]


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
    held = [[token for token in group if seen.held("text", token)] for group in tokens]
    return [
        seen.count(Ask.disjunction_max_query([asking.term("text", token) for token in group])) if group else 0
        for group in held
    ]


def completions(start: str, seen: Seen) -> list[str]:
    """Words as written that begin with these letters, the most frequent first, without small ones."""
    found = seen.begun("exact", start, most=COMPLETED * 4)
    small = all_stop_words()
    ranked = sorted((-n, word) for word, n in found.items() if word not in small)
    return [word for _n, word in ranked[:COMPLETED]]


def nearest(word: str, seen: Seen) -> list[tuple[str, float]]:
    """Words as written at most two slips away and how near they are (0..1), the nearest first."""
    if not worth_it(word):
        return []
    most = 2 if len(word) > 6 else 1
    around: Words = Counter()
    for slips in range(1, most + 1):
        asked = asking.every(seen.guard, [asking.near(word, slips)])
        for searcher in seen.searchers:
            around.update(_close(searcher, asked, word, most))
        if around:
            break
    ranked = sorted(around.items(), key=lambda pair: (distance(word, pair[0]), -pair[1], pair[0]))
    return [(other, 0.85 - 0.2 * (distance(word, other) - 1)) for other, _n in ranked[:NEAREST]]


def _close(searcher: tantivy.Searcher, asked: Ask, word: str, most: int) -> Words:
    found: Words = Counter()
    letters = set(word)
    for _score, address in searcher.search(asked, LOOKED, count=False).hits:
        card = kept(searcher.doc(address)["data"][0])
        for other in {one.lstrip("+") for one in words(f"{card.title} {card.body}")}:
            if (
                abs(len(other) - len(word)) <= most
                and other != word
                and len(letters.symmetric_difference(other)) <= 2 * most
                and distance(word, other, most=most) <= most
            ):
                found[other] += 1
    return found


def compounds(word: str, seen: Seen) -> list[str]:
    """Stems of words that end or begin with a word: “auszug” finds “kontoauszug”."""
    if len(word) < 5 or not word.isalpha():
        return []
    found = seen.begun("exact", word, most=PARTS * 2)
    ends = seen.begun("back", word[::-1], most=PARTS * 2)
    found.update({other[::-1]: n for other, n in ends.items()})
    longer = [(n, other) for other, n in found.items() if len(other) >= max(COMPOUND, len(word) + 3)]
    ranked = sorted(longer, key=lambda pair: (-pair[0], pair[1]))[:PARTS]
    return list(dict.fromkeys(stem(other, "de") for _n, other in ranked))


def parts(word: str, seen: Seen) -> list[str]:
    """Stems of known words that a long word is put together from: “kontoauszug” gives “konto” and “auszug”."""
    if len(word) < COMPOUND or not word.isalpha():
        return []
    cuts = [word[:i] for i in range(4, len(word) - 3)] + [word[i:] for i in range(4, len(word) - 3)]
    tokens = dict.fromkeys(token for cut in cuts for token in stems(cut, ("de",)) if len(token) > 3)
    return sorted((token for token in tokens if seen.known(token)), key=len)[-3:]
