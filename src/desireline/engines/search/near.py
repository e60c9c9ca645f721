"""Words that are near to each other by their letters. No framework here."""

from __future__ import annotations

from collections.abc import Set

SHORTEST, LONGEST = 4, 20


def shapes(word: str) -> set[str]:
    """The word, and the word without one of its letters. Words one slip apart share at least one."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


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
