"""“Did you mean”: words that nothing holds, in the spelling of what was found instead.

The words come from the hits that the reader is shown, so they tell nothing of hidden cards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from desireline.engines.search.api import Hit

NEAR = 0.72
LOOKED = 6


def meant(text: str, hits: Sequence[Hit]) -> str:
    """The text as it was probably meant, or nothing."""
    lit = list(dict.fromkeys(_lit(hits[:LOOKED])))
    known = {word.casefold() for word in lit}
    words = text.split()
    better = [word if word.casefold() in known else _nearest(word, lit) for word in words]
    return " ".join(better) if better != words else ""


def _lit(hits: Iterable[Hit]) -> Iterable[str]:
    for hit in hits:
        for piece in (*hit.title, *hit.snippet):
            if piece.lit:
                yield piece.text.strip("\"'“”„.,;:!?()")


def _nearest(word: str, among: Sequence[str]) -> str:
    plain = word.casefold()
    scored = [(SequenceMatcher(None, plain, other.casefold()).ratio(), other) for other in among]
    score, best = max(scored, default=(0.0, ""), key=lambda pair: pair[0])
    return (best if best.isupper() else best.lower()) if NEAR <= score < 1 else word
