"""Cards that say the same as a text, by its words: so many candidates are compared, however many cards there are."""

from __future__ import annotations

from collections.abc import Sequence

from desireline.engines.search.open import asking, vocabulary
from desireline.engines.search.open.asking import Clause
from desireline.engines.search.open.vocabulary import Seen
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
    (answer,) = seen.ask([_candidates(weighed, seen)])
    read = (hit["_source"] for hit in answer["hits"]["hits"])
    lines = ((one["title"], one["text"], one["data"]) for one in read)
    return compared(text, weighed, lines, limit), [one.asked for one in weighed]


def _candidates(weighed: Sequence[Weighed], seen: Seen) -> Clause:
    parts = [part for one in weighed for part in asking.worth(one.asked, one.weight)]
    return {
        "size": CANDIDATES,
        "track_total_hits": False,
        "_source": ["data", "title", "text"],
        "query": asking.scored(seen.guard, parts, least=1),
        "sort": asking.BY_SCORE,
    }


def understood(text: str, asked: Sequence[Asked], seen: Seen) -> list[Weighed]:
    """The heaviest words, with what they may also mean: slips, compounds and their parts."""
    every, counts = seen.rarity([one.tokens for one in asked])
    weighed = weigh(asked, counts, every)[:HEAVIEST]
    unknown = [heavy.asked for heavy in weighed if not heavy.n]
    known = [heavy.asked for heavy in weighed if heavy.n][:PUT_TOGETHER]
    if not _learn(unknown, known if language_of(text) in COMPOSING else [], seen):
        return weighed
    words = [heavy.asked for heavy in weighed]
    every, counts = seen.rarity([one.tokens for one in words])
    return weigh(words, counts, every)


def _learn(unknown: Sequence[Asked], composed: Sequence[Asked], seen: Seen) -> bool:
    """Whether anything was learnt about words that nobody wrote, and about those that may be part of others."""
    questions = [vocabulary.about(seen, one.word) for one in unknown]
    questions += [vocabulary.around(seen, one.word) for one in composed]
    answers = iter(seen.ask([body for bodies in questions for body in bodies]))
    told = [[next(answers) for _body in bodies] for bodies in questions]
    changed = False
    for one, answer in zip(unknown, told, strict=False):
        near, parts = vocabulary.guesses(one.word, answer)
        changed |= learn(one, near=near, parts=parts)
    for one, answer in zip(composed, told[len(unknown) :], strict=True):
        changed |= learn(one, compounds=vocabulary.compounds(one.word, answer))
    return changed
