"""Names for groups of texts: the terms that set each apart, by class-based TF-IDF (Grootendorst 2022)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log

NAMED = 3  # terms in a name
KEPT = 10  # terms that are told

Words = Sequence[tuple[str, str]]  # (stem, word as it was written)


def terms(text: Words) -> list[tuple[str, str]]:
    """The stems of a text and its pairs of neighbours, each with how it was written."""
    pairs = [(f"{a} {b}", f"{x} {y}") for (a, x), (b, y) in pairwise(text) if a != b]
    return [*text, *pairs]


def telling(groups: Sequence[Iterable[Words]], *, least: int = 3) -> list[list[str]]:
    """For each group of texts the terms that tell it from the others, best first, at most KEPT.

    A term's worth is its frequency in the group times log(1 + mean size of a group / its frequency overall), where a
    text counts a term once. A pair counts where it is said `least` times and not much rarer than its words; a
    word that is said less often comes after the others.
    """
    within: list[Counter[str]] = []
    forms: dict[str, Counter[str]] = {}
    for group in groups:
        counted: Counter[str] = Counter()
        for text in group:
            found = dict(terms(text))
            counted.update(list(found))
            for stem, word in found.items():
                forms.setdefault(stem, Counter())[word] += 1
        within.append(counted)
    overall: Counter[str] = Counter()
    for counted in within:
        overall.update(counted)
    mean = sum(overall.values()) / max(len(within), 1)
    return [_best(counted, overall, mean, forms, least) for counted in within]


def _best(
    counted: Counter[str], overall: Counter[str], mean: float, forms: dict[str, Counter[str]], least: int
) -> list[str]:
    most = max(counted.values(), default=0)

    def worth(term: str) -> float:
        times = counted[term]
        if " " in term:
            weakest = min(counted[part] for part in term.split(" "))
            if times < least or times < 0.4 * weakest:
                return 0.0
            times *= 2
        rare = 0.25 if times < least else 1.0
        return rare * times * log(1 + mean / overall[term])

    chosen: list[str] = []
    ranked = sorted((term for term in counted if worth(term)), key=lambda term: (-worth(term), term))
    for term in ranked:
        parts = set(term.split(" "))
        if any(parts & set(other.split(" ")) for other in chosen):
            continue
        if counted[term] * 20 < most and chosen:
            continue
        chosen.append(term)
        if len(chosen) == KEPT:
            break
    return [forms[term].most_common(1)[0][0] for term in chosen]


def name(telling_terms: Sequence[str]) -> str:
    """A name from the terms of a group."""
    first = ", ".join(telling_terms[:NAMED])
    return first[:1].upper() + first[1:]
