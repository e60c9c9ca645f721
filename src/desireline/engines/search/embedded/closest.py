"""Cards that say the same as a text, by its words: so many candidates are compared, however many cards there are."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest

from tantivy import DocAddress, Searcher

from desireline.engines.search.embedded import asking, vocabulary
from desireline.engines.search.embedded.vocabulary import Seen
from desireline.engines.search.kept import kept
from desireline.engines.search.near import grams
from desireline.engines.search.scoring import (
    CANDIDATES,
    FAR,
    HEAVIEST,
    MEANT,
    PART,
    READ,
    Close,
    Weighed,
    closeness,
    coverage,
    weigh,
)
from desireline.engines.search.tokens import COMPOSING, Asked
from desireline.kit.words.api import fold, language_of, stems


def closest(text: str, asked: Sequence[Asked], seen: Seen, *, limit: int) -> tuple[list[Close], list[Asked]]:
    """At most `limit` cards, closest first, and the words as they were understood."""
    weighed = understood(text, asked, seen)
    known = [asking.group(one.asked, seen.held) for one in weighed]
    if not known:
        return [], []
    candidates: list[tuple[float, Searcher, DocAddress]] = []
    question = asking.some(seen.guard, known)
    for searcher in seen.searchers:
        candidates += [
            (score, searcher, at) for score, at in searcher.search(question, CANDIDATES, count=False).hits
        ]
    covered = []
    for _score, searcher, at in nlargest(CANDIDATES, candidates, key=lambda one: one[0]):
        document = searcher.doc(at)
        title, line = (frozenset(str(document[name][0]).split(" ")) for name in ("title", "text"))
        covered.append((coverage(weighed, title, line), document["data"][0]))
    letters = grams(fold(text[:160]))
    near = [
        Close(card, closeness(share, letters, fold(card.title)))
        for share, card in (
            (share, kept(data)) for share, data in nlargest(READ, covered, key=lambda pair: pair[0])
        )
    ]
    best = sorted(
        (one for one in near if one.closeness >= FAR), key=lambda one: (-one.closeness, one.card.key)
    )
    return best[:limit], [one.asked for one in weighed]


def understood(text: str, asked: Sequence[Asked], seen: Seen) -> list[Weighed]:
    """The heaviest words, with what they may also mean: slips, compounds and their parts."""
    for one in asked:
        if one.prefix:
            one.completed = vocabulary.completions(one.prefix, seen)
    every = seen.every()
    weighed = weigh(asked, vocabulary.rarity([one.tokens for one in asked], seen), every)[:HEAVIEST]
    changed = False
    for heavy in weighed:
        if not heavy.n:
            changed |= _guess(heavy.asked, seen)
    if language_of(text) in COMPOSING:
        for heavy in [heavy for heavy in weighed if heavy.n][:3]:
            changed |= _put_together(heavy.asked, seen)
    if not changed:
        return weighed
    words = [heavy.asked for heavy in weighed]
    return weigh(words, vocabulary.rarity([one.tokens for one in words], seen), every)


def _guess(one: Asked, seen: Seen) -> bool:
    before = len(one.tokens)
    for other, worth in vocabulary.nearest(one.word, seen):
        for token in stems(other):
            one.also(token, worth)
    for token in vocabulary.parts(one.word, seen):
        one.also(token, PART)
    return len(one.tokens) > before


def _put_together(one: Asked, seen: Seen) -> bool:
    before = len(one.tokens)
    for token in vocabulary.compounds(one.word, seen):
        one.also(token, MEANT)
    return len(one.tokens) > before
