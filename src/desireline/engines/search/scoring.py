"""How close a card is to a text. Pure: tokens and counts in, numbers out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from heapq import nlargest
from math import log

from desireline.engines.search.kept import Kept, kept
from desireline.engines.search.near import grams, likeness
from desireline.engines.search.tokens import Asked
from desireline.kit.words.api import fold, stems
from desireline.maths.alike import DENSE, LEXICAL, SUGGEST
from desireline.maths.fusion import fuse

IN_BODY = 0.55  # what a word in the body is worth beside one in the title
BY_LETTERS = 0.25  # share of the closeness that the letters of the title decide, not the words
FAR = 0.28  # closeness below which nothing is shown
UNFINISHED = 0.7  # what a title word is worth that begins with the last, unfinished word
UNKNOWN = 0.4  # what a word that no card holds counts in the sum that could be reached
HEAVIEST = 12  # words of the text that are looked at
CANDIDATES = 30  # cards that are compared word by word
READ = 15  # of these, cards whose titles are compared letter by letter
PUT_TOGETHER = 3  # heaviest words whose compounds are looked for
MEANT, PART = 0.6, 0.7  # what a compound of an asked word, or a part of an asked compound, is worth
NEAR = SUGGEST  # cosine from which a card is suggested
LOOKED = 40  # nearest cards that are looked at
FUSED = 20  # cards of the words' ranking that are fused with that of the directions


@dataclass(frozen=True, slots=True)
class Close:
    """A card and how close it is, 0..1."""

    card: Kept
    closeness: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word of a text with its weight: the rarer, the heavier. `n` cards hold it."""

    asked: Asked
    weight: float
    n: int


def weigh(asked: Sequence[Asked], counts: Sequence[int], every: int) -> list[Weighed]:
    """The words with their weights (inverse document frequency, as in BM25, among `every` card), heaviest first."""
    every = max(every, 1)
    found = []
    for one, count in zip(asked, counts, strict=True):
        n = min(count, every)
        found.append(Weighed(one, log(1 + (every - n + 0.5) / (n + 0.5)), n))
    return sorted(found, key=lambda one: (-one.weight, one.asked.word))


def learn(
    one: Asked,
    *,
    near: Iterable[tuple[str, float]] = (),
    parts: Iterable[str] = (),
    compounds: Iterable[str] = (),
) -> bool:
    """Take in what a word may also mean: words near to it with how near (0..1), and the stems of what it is made of
    and of what is made of it. Whether any of it was new."""
    before = len(one.tokens)
    for other, worth in near:
        for token in stems(other):
            one.also(token, worth)
    for token in parts:
        one.also(token, PART)
    for token in compounds:
        one.also(token, MEANT)
    return len(one.tokens) > before


def coverage(weighed: Sequence[Weighed], title: Set[str], text: Set[str]) -> float:
    """The share, 0..1, of the weight of the text's words that a card with these tokens answers."""
    reached = total = 0.0
    for one in weighed:
        best = max(
            (_worth(token, worth, title, text) for token, worth in one.asked.tokens.items()), default=0.0
        )
        if one.asked.prefix and not best and any(word.startswith(one.asked.prefix) for word in title):
            best = UNFINISHED
        reached += one.weight * best
        total += one.weight * (1.0 if one.n or best else UNKNOWN)
    return reached / total if total else 0.0


def _worth(token: str, worth: float, title: Set[str], text: Set[str]) -> float:
    if token in title or (token[1:2] == ":" and token in text):
        return worth
    return worth * IN_BODY if token in text else 0.0


def closeness(covered: float, text: Set[str], title: str) -> float:
    """0..1 from the coverage and the letters (`text` as groups of three letters, `title` folded)."""
    return (1 - BY_LETTERS) * covered + BY_LETTERS * likeness(text, grams(title))


def compared(
    text: str, weighed: Sequence[Weighed], candidates: Iterable[tuple[str, str, bytes | str]], limit: int
) -> list[Close]:
    """At most `limit` of the candidates, closest first, and none that is far.

    A candidate is its two lines of tokens (title, text) and what is kept of it, which is read for a few only.
    """
    covered = [
        (coverage(weighed, frozenset(title.split(" ")), frozenset(line.split(" "))), data)
        for title, line, data in candidates
    ]
    letters = grams(fold(text[:160]))
    read = [(share, kept(data)) for share, data in nlargest(READ, covered, key=lambda pair: pair[0])]
    near = [Close(card, closeness(share, letters, fold(card.title))) for share, card in read]
    near = [one for one in near if one.closeness >= FAR]
    return sorted(near, key=lambda one: (-one.closeness, one.card.key))[:limit]


def fused(dense: Sequence[Close], lexical: Sequence[Close], limit: int) -> list[Close]:
    """Both rankings as one; a card that is in both is as close as its direction says."""
    known = {one.card.key: one for one in (*lexical, *dense)}
    ranked = fuse([[one.card.key for one in dense], [one.card.key for one in lexical]], [DENSE, LEXICAL])
    return [known[key] for key, _score in ranked[:limit]]
