"""What is known of words, asked of the cards that the reader may find and of no others, many questions at a time.

So neither rarity nor a correction nor a completion comes from a card that is hidden from the reader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from desireline.engines.search.near import distance, worth_it
from desireline.engines.search.open import asking
from desireline.engines.search.open.asking import Clause
from desireline.engines.search.open.wire import Wire
from desireline.engines.search.tokens import COMPOUND
from desireline.kit.words.api import stem, stems

COMPLETED = 12  # words that an unfinished one may become
PARTS = 6  # compounds that a word may be part of
LOOKED = 20  # cards that are read for the spelling of a word
NEAREST = 3
Words = Counter[str]


@dataclass(frozen=True, slots=True)
class Seen:
    """The cards that a reader may find and that pass the filters."""

    wire: Wire
    index: str
    guard: list[Clause]

    def ask(self, bodies: Sequence[Clause]) -> list[dict[str, Any]]:
        return self.wire.ask(self.index, bodies) if bodies else []

    def rarity(self, groups: Sequence[Iterable[str]]) -> tuple[int, list[int]]:
        """How many cards there are, and in how many at least one token of each group is."""
        (answer,) = self.ask([asking.rarity(self.guard, [list(group) for group in groups])])
        every = int(answer["hits"]["total"]["value"])
        if not groups:
            return every, []
        buckets = answer["aggregations"]["groups"]["buckets"]
        return every, [int(buckets[str(n)]["doc_count"]) for n in range(len(groups))]

    def completions(self, start: str) -> list[str]:
        """Words as written that begin with these letters, the most frequent first, without small ones."""
        found = begun(self.ask([asking.begun(self.guard, "word", start, COMPLETED)])[0])
        return [word for word, _n in _frequent(found)][:COMPLETED]


def begun(answer: dict[str, Any]) -> Words:
    buckets = answer["aggregations"]["near"]["words"]["buckets"]
    return Counter({str(one["key"]): int(one["doc_count"]) for one in buckets})


def _frequent(found: Words) -> list[tuple[str, int]]:
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


# Words that may be meant in place of one that nobody wrote ----------------------------------------------------------


def about(seen: Seen, word: str) -> list[Clause]:
    """The questions that `guesses` reads the answers to: slips, then parts."""
    found = [asking.slips(seen.guard, word, slips, LOOKED) for slips in _slips(word)]
    cuts = _cuts(word)
    return [*found, asking.rarity(seen.guard, [[cut] for cut in cuts])] if cuts else found


def guesses(word: str, answers: Sequence[dict[str, Any]]) -> tuple[list[tuple[str, float]], list[str]]:
    """Words as written at most two slips away and how near they are (0..1), and stems of what the word is made of."""
    slips = _slips(word)
    near = _nearest(word, answers[: len(slips)])
    cuts = _cuts(word)
    if not cuts:
        return near, []
    buckets = answers[len(slips)]["aggregations"]["groups"]["buckets"]
    known = [cut for n, cut in enumerate(cuts) if buckets[str(n)]["doc_count"]]
    return near, sorted(known, key=len)[-3:]


def _slips(word: str) -> tuple[int, ...]:
    if not worth_it(word):
        return ()
    return (1, 2) if len(word) > 6 else (1,)


def _nearest(word: str, answers: Sequence[dict[str, Any]]) -> list[tuple[str, float]]:
    for most, answer in enumerate(answers, 1):
        around: Words = Counter(
            other
            for hit in answer["hits"]["hits"]
            for other in hit.get("fields", {}).get("word", ())
            if other != word
            and abs(len(other) - len(word)) <= most
            and distance(word, other, most=most) <= most
        )
        if around:
            ranked = sorted(around.items(), key=lambda pair: (distance(word, pair[0]), -pair[1], pair[0]))
            return [(other, 0.85 - 0.2 * (distance(word, other) - 1)) for other, _n in ranked[:NEAREST]]
    return []


def _cuts(word: str) -> list[str]:
    """Stems of what a long word may be put together from: “kontoauszug” gives “konto” and “auszug”, among others."""
    if len(word) < COMPOUND or not word.isalpha():
        return []
    cuts = [word[:i] for i in range(4, len(word) - 3)] + [word[i:] for i in range(4, len(word) - 3)]
    return list(dict.fromkeys(token for cut in cuts for token in stems(cut, ("de",)) if len(token) > 3))


# Compounds ------------------------------------------------------------------------------------------------------------


def around(seen: Seen, word: str) -> list[Clause]:
    """The questions that `compounds` reads the answers to."""
    if len(word) < 5 or not word.isalpha():
        return []
    return [
        asking.begun(seen.guard, "word", word, PARTS * 2),
        asking.begun(seen.guard, "back", word[::-1], PARTS * 2),
    ]


def compounds(word: str, answers: Sequence[dict[str, Any]]) -> list[str]:
    """Stems of words that end or begin with a word: “auszug” finds “kontoauszug”."""
    if not answers:
        return []
    found = begun(answers[0])
    found.update({other[::-1]: n for other, n in begun(answers[1]).items()})
    longer = [(other, n) for other, n in _frequent(found) if len(other) >= max(COMPOUND, len(word) + 3)]
    return list(dict.fromkeys(stem(other, "de") for other, _n in longer[:PARTS]))
