"""Words that are near to each other by their letters. No framework here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set

from desireline.engines.search.tokens import COMPOUND
from desireline.kit.words.api import stem, stems

SHORTEST, LONGEST = 4, 20  # letters of a word in which slips are looked for
COMPLETED = 12  # words that an unfinished one may become
PARTS = 6  # compounds that a word may be part of
NEAREST = 3  # words that may be meant by one with slips
Words = Counter[str]  # with the number of cards they are in


def worth_it(word: str) -> bool:
    """Whether slips in the word are looked for: not in short words, numbers and other scripts."""
    return SHORTEST <= len(word) <= LONGEST and word.isalpha() and word.isascii()


def distance(a: str, b: str, *, most: int = 2) -> int:
    """Letters changed, left out, added or swapped (optimal string alignment); `most + 1` if more than that."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    older: list[int] = []
    old = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            best = min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, older[j - 2] + 1)
            row.append(best)
        older, old = old, row
    return min(old[-1], most + 1)


def grams(text: str) -> set[str]:
    """The groups of three letters of a text, its ends marked."""
    line = f"  {text} "
    return {line[i : i + 3] for i in range(len(line) - 2)}


def likeness(a: Set[str], b: Set[str]) -> float:
    """Dice's coefficient of two sets, 0..1."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def frequent(found: Mapping[str, int]) -> list[str]:
    """Words, the most frequent first."""
    return sorted(found, key=lambda word: (-found[word], word))


# Slips ----------------------------------------------------------------------------------------------------------------


def slips(word: str) -> tuple[int, ...]:
    """How many slips are looked for, one after the other; none where it is not worth it."""
    if not worth_it(word):
        return ()
    return (1, 2) if len(word) > 6 else (1,)


def slipped(word: str, others: Iterable[str], most: int) -> list[str]:
    """Those of the other words that are at most so many slips away. Most are ruled out by counting letters."""
    letters = set(word)
    return [
        other
        for other in others
        if abs(len(other) - len(word)) <= most
        and other != word
        and len(letters.symmetric_difference(other)) <= 2 * most
        and distance(word, other, most=most) <= most
    ]


def nearest(word: str, around: Mapping[str, int]) -> list[tuple[str, float]]:
    """The nearest of the words around, and how near they are (0..1); of equally near ones the more frequent."""
    far = {other: distance(word, other) for other in around}
    ranked = sorted(around, key=lambda other: (far[other], -around[other], other))
    return [(other, 0.85 - 0.2 * (far[other] - 1)) for other in ranked[:NEAREST]]


# Compounds ------------------------------------------------------------------------------------------------------------


def cuts(word: str) -> list[str]:
    """Stems of what a long word may be put together from: “kontoauszug” gives “konto” and “auszug”, among others."""
    if len(word) < COMPOUND or not word.isalpha():
        return []
    found = [word[:i] for i in range(4, len(word) - 3)] + [word[i:] for i in range(4, len(word) - 3)]
    return list(dict.fromkeys(token for cut in found for token in stems(cut, ("de",)) if len(token) > 3))


def longest(known: Iterable[str]) -> list[str]:
    """The cuts, of those that are known, that a word is most likely put together from."""
    return sorted(known, key=len)[-3:]


def composes(word: str) -> bool:
    """Whether compounds are looked for that the word is part of."""
    return len(word) >= 5 and word.isalpha()


def compounds(word: str, begun: Words, ended: Words) -> list[str]:
    """Stems of words that begin with a word, or end with it: “auszug” finds “kontoauszug”.

    Those that end with it are given from their end, as `back` of a card holds them.
    """
    found = Counter(begun)
    found.update({other[::-1]: n for other, n in ended.items()})
    longer = [other for other in frequent(found) if len(other) >= max(COMPOUND, len(word) + 3)]
    return list(dict.fromkeys(stem(other, "de") for other in longer[:PARTS]))
