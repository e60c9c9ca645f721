"""What is known of words, asked of the cards that the reader may find and of no others, many questions at a time.

So neither rarity nor a correction nor a completion comes from a card that is hidden from the reader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from desireline.engines.search import near
from desireline.engines.search.near import COMPLETED, PARTS, Words
from desireline.engines.search.open import asking
from desireline.engines.search.open.asking import Clause
from desireline.engines.search.open.wire import Wire

LOOKED = 20  # cards that are read for the spelling of a word


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
        return near.frequent(found)[:COMPLETED]


def begun(answer: dict[str, Any]) -> Words:
    buckets = answer["aggregations"]["near"]["words"]["buckets"]
    return Counter({str(one["key"]): int(one["doc_count"]) for one in buckets})


# Words that may be meant in place of one that nobody wrote ----------------------------------------------------------


def about(seen: Seen, word: str) -> list[Clause]:
    """The questions that `guesses` reads the answers to: slips, then parts."""
    found = [asking.slips(seen.guard, word, slips, LOOKED) for slips in near.slips(word)]
    cuts = near.cuts(word)
    return [*found, asking.rarity(seen.guard, [[cut] for cut in cuts])] if cuts else found


def guesses(word: str, answers: Sequence[dict[str, Any]]) -> tuple[list[tuple[str, float]], list[str]]:
    """Words as written at most two slips away and how near they are (0..1), and stems of what the word is made of."""
    slips, cuts = near.slips(word), near.cuts(word)
    found = near.nearest(word, _around(word, answers[: len(slips)]))
    if not cuts:
        return found, []
    buckets = answers[len(slips)]["aggregations"]["groups"]["buckets"]
    return found, near.longest(cut for n, cut in enumerate(cuts) if buckets[str(n)]["doc_count"])


def _around(word: str, answers: Sequence[dict[str, Any]]) -> Words:
    for most, answer in enumerate(answers, 1):
        written = (other for hit in answer["hits"]["hits"] for other in hit.get("fields", {}).get("word", ()))
        if around := near.slipped(word, written, most):
            return Counter(around)
    return Counter()


# Compounds ------------------------------------------------------------------------------------------------------------


def around(seen: Seen, word: str) -> list[Clause]:
    """The questions that `compounds` reads the answers to."""
    if not near.composes(word):
        return []
    return [
        asking.begun(seen.guard, field, start, PARTS * 2)
        for field, start in (("word", word), ("back", word[::-1]))
    ]


def compounds(word: str, answers: Sequence[dict[str, Any]]) -> list[str]:
    """Stems of words that end or begin with a word: “auszug” finds “kontoauszug”."""
    return near.compounds(word, *map(begun, answers)) if answers else []
