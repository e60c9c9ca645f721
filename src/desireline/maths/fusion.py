"""Several rankings made one: weighted reciprocal rank (Cormack, Clarke and Büttcher 2009).

Only places count, not scores: what one engine calls 0.7 and another 12.3 need not be comparable.
"""

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

Id = TypeVar("Id", bound=Hashable)

K = 60  # how gently the first places are preferred; the value of the paper


def fuse(rankings: Sequence[Iterable[Id]], weights: Sequence[float], *, k: int = K) -> list[tuple[Id, float]]:
    """The items of all rankings with their fused scores, best first.

    A ranking holds items, best first; its `weight` (>= 0) over `k` + place (from 1) goes to each. An item that comes
    twice in one ranking counts where it came first. Ties stand as they came: by ranking, then by place.
    """
    if len(rankings) != len(weights):
        raise ValueError(f"{len(rankings)} rankings need as many weights, not {len(weights)}")
    if k < 0 or any(weight < 0 for weight in weights):
        raise ValueError("k and weights are not negative")
    scores: dict[Id, float] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        for place, item in enumerate(dict.fromkeys(ranking), start=1):
            scores[item] = scores.get(item, 0.0) + weight / (k + place)
    return sorted(scores.items(), key=lambda pair: -pair[1])
