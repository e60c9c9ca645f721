"""How well a ranking finds what belongs together. All measures lie in 0..1 and are averaged over the questions.

- hit@k: the share of questions with at least one right text among the first k.
- recall@k: right texts among the first k, over the most that could be there: min(k, right texts in all). (With hundreds
  of right texts per question the plain quotient could never come near 1.)
- nDCG@k: grades divided by log2(place + 1), over what the best order would give (Järvelin and Kekäläinen 2002, with
  the grade itself as gain, as trec_eval and BEIR have it).
- MAP: the mean of average precision, cut at the depth of the rankings and divided by min(depth, right texts in all).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Measures:
    """Averages over `n` questions."""

    n: int
    hit1: float
    hit5: float
    recall5: float
    mean_average_precision: float


@dataclass(frozen=True, slots=True)
class Threshold:
    """Of what was suggested at or above a closeness: how much was right, and how many got a suggestion at all.

    `precision` is None when nothing was suggested.
    """

    at: float
    suggested: int
    precision: float | None
    reached: float


def recall_at(flags: Flags, right: int, k: int) -> float:
    """Recall of one ranking: `flags` say which places are right, `right` > 0 how many texts are right in all."""
    return int(flags[:k].sum()) / min(k, right)


def average_precision(flags: Flags, right: int, *, depth: int) -> float:
    """Average precision of one ranking, cut at `depth`."""
    seen = flags[:depth]
    places = np.flatnonzero(seen)
    if not len(places):
        return 0.0
    precisions = np.arange(1, len(places) + 1) / (places + 1)
    return float(precisions.sum() / min(depth, right))


def measure(rankings: Iterable[tuple[Flags, int]], *, depth: int) -> Measures:
    """The averages over (flags of the ranking, number of right texts) of each question; without any, all is 0."""
    rows = [
        (
            bool(flags[:1].any()),
            bool(flags[:5].any()),
            recall_at(flags, right, 5),
            average_precision(flags, right, depth=depth),
        )
        for flags, right in rankings
    ]
    if not rows:
        return Measures(0, 0.0, 0.0, 0.0, 0.0)
    means = np.array(rows, dtype=np.float64).mean(axis=0)
    return Measures(len(rows), *(float(value) for value in means))


def at_threshold(suggestions: Sequence[tuple[NDArray[np.float64], Flags]], threshold: float) -> Threshold:
    """`suggestions`: for each question the closeness of what would be suggested, and which of it is right."""
    right = total = reached = 0
    for closeness, flags in suggestions:
        shown = closeness >= threshold
        total += int(shown.sum())
        right += int((flags & shown).sum())
        reached += bool(shown.any())
    share = reached / len(suggestions) if suggestions else 0.0
    return Threshold(threshold, total, right / total if total else None, share)


def ndcg(grades: Sequence[float], all_grades: Iterable[float], *, k: int) -> float:
    """nDCG@k of one ranking: `grades` of its places (0 for what is not right), `all_grades` of all right texts."""
    best = _gain(sorted(all_grades, reverse=True)[:k])
    return _gain(grades[:k]) / best if best else 0.0


def _gain(grades: Sequence[float]) -> float:
    return sum(grade / log2(place + 1) for place, grade in enumerate(grades, start=1))
