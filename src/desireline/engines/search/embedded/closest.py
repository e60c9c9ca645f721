"""Cards that say the same as a text, by its words: so many candidates are compared, however many cards there are."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest

from tantivy import DocAddress, Searcher

from desireline.engines.search.embedded import asking, vocabulary
from desireline.engines.search.embedded.vocabulary import Seen
from desireline.engines.search.scoring import (
    CANDIDATES,
    HEAVIEST,
    PUT_TOGETHER,
    Close,
    Weighed,
    compared,
    learn,
    weigh,
)
from desireline.engines.search.tokens import COMPOSING, Asked
from desireline.kit.words.api import language_of


def closest(text: str, asked: Sequence[Asked], seen: Seen, *, limit: int) -> tuple[list[Close], list[Asked]]:
    """At most `limit` cards, closest first, and the words as they were understood."""
    weighed = understood(text, asked, seen)
    words = [one.asked for one in weighed]
    question = asking.any_of(seen.guard, words, seen.held)
    candidates: list[tuple[float, Searcher, DocAddress]] = []
    for searcher in seen.searchers:
        candidates += [
            (score, searcher, at) for score, at in searcher.search(question, CANDIDATES, count=False).hits
        ]
    best = nlargest(CANDIDATES, candidates, key=lambda one: one[0])
    read = (searcher.doc(at) for _score, searcher, at in best)
    lines = ((str(one["title"][0]), str(one["text"][0]), one["data"][0]) for one in read)
    return compared(text, weighed, lines, limit), words


def understood(text: str, asked: Sequence[Asked], seen: Seen) -> list[Weighed]:
    """The heaviest words, with what they may also mean: slips, compounds and their parts."""
    for one in asked:
        if one.prefix:
            one.completed = vocabulary.completions(one.prefix, seen)
    every = seen.every()
    weighed = weigh(asked, vocabulary.rarity([one.tokens for one in asked], seen), every)[:HEAVIEST]
    changed = False
    for one in [heavy.asked for heavy in weighed if not heavy.n]:
        near, parts = vocabulary.nearest(one.word, seen), vocabulary.parts(one.word, seen)
        changed |= learn(one, near=near, parts=parts)
    if language_of(text) in COMPOSING:
        for one in [heavy.asked for heavy in weighed if heavy.n][:PUT_TOGETHER]:
            changed |= learn(one, compounds=vocabulary.compounds(one.word, seen))
    if not changed:
        return weighed
    words = [heavy.asked for heavy in weighed]
    return weigh(words, vocabulary.rarity([one.tokens for one in words], seen), every)
