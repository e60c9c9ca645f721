"""How close a card is to a text. Pure: tokens and counts in, numbers out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, log2

from desireline.engines.search.near import grams, likeness
from desireline.engines.search.tokens import Asked

IN_BODY = 0.55  # what a word in the body is worth beside one in the title
BY_LETTERS = 0.25  # share of the closeness that the letters of the title decide, not the words
FAR = 0.28  # closeness below which nothing is shown
UNFINISHED = 0.7  # what a title word is worth that begins with the last, unfinished word
UNKNOWN = 0.4  # what a word that no card holds counts in the sum that could be reached


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word of a text with its weight: the rarer, the heavier."""

    asked: Asked
    weight: float
    n: int
    answers: tuple[
        tuple[str, str, float], ...
    ]  # each token, itself in a title, and its worth; the best first


def weigh(asked: Sequence[Asked], counts: Mapping[str, int]) -> list[Weighed]:
    """The words with their weights (inverse document frequency, as in BM25), heaviest first."""
    every = max(counts.get("", 0), 1)
    found = []
    for one in asked:
        n = min(max((counts.get(token, 0) for token in one.tokens), default=0), every)
        best_first = sorted(one.tokens.items(), key=lambda pair: -pair[1])
        answers = tuple(
            (token, token if token[1:2] == ":" else f"t:{token}", worth) for token, worth in best_first
        )
        found.append(Weighed(one, log(1 + (every - n + 0.5) / (n + 0.5)), n, answers))
    return sorted(found, key=lambda one: (-one.weight, one.asked.word))


def coverage(weighed: Sequence[Weighed], line: str) -> float:
    """The share, 0..1, of the weight of the text's words that a card with this line of tokens answers."""
    tokens = set(line.split(" "))
    reached = total = 0.0
    for one in weighed:
        best = 0.0
        for token, titled, worth in one.answers:
            if worth <= best:
                break
            if token in tokens:
                best = max(best, worth if titled in tokens else worth * IN_BODY)
        if one.asked.prefix and not best and f" w:{one.asked.prefix}" in line:
            best = UNFINISHED
        reached += one.weight * best
        total += one.weight * (1.0 if one.n or best else UNKNOWN)
    return reached / total if total else 0.0


def closeness(covered: float, text: set[str], title: str) -> float:
    """0..1 from the coverage and the letters (`text` as groups of three letters, `title` folded)."""
    return (1 - BY_LETTERS) * covered + BY_LETTERS * likeness(text, grams(title))


def rank(*, in_title: bool, size: int, asked: int, weight: int) -> float:
    """The place of a card that holds all words: title before body, short titles first, much-supported first."""
    popular = min(log2(1 + max(weight, 0)), 10) / 10
    return (2 + asked / max(size, asked, 1) if in_title else 0.0) + popular
