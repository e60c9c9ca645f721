"""Who lies next to whom: the k nearest of each text by cosine, exactly, in blocks."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BLOCK = 512


@dataclass(frozen=True, slots=True)
class Neighbours:
    """For each row its nearest others (places, -1 where there is none) and their cosines, in no special order."""

    places: NDArray[np.int64]
    cosines: NDArray[np.float32]

    def edges(self) -> dict[tuple[int, int], float]:
        """Undirected edges (smaller place first) with weights: a pair that is near from both sides counts twice."""
        found: dict[tuple[int, int], float] = {}
        for one, (others, close) in enumerate(zip(self.places.tolist(), self.cosines.tolist(), strict=True)):
            for other, cosine in zip(others, close, strict=True):
                if other >= 0:
                    key = (one, other) if one < other else (other, one)
                    found[key] = found.get(key, 0.0) + cosine
        return found


def nearest(vectors: NDArray[np.float32], k: int, *, floor: float = 0.0) -> Neighbours:
    """The `k` nearest other rows of each row of unit length, leaving out those below the cosine `floor` (> 0)."""
    n = len(vectors)
    k = max(0, min(k, n - 1))
    places = np.full((n, k), -1, dtype=np.int64)
    cosines = np.zeros((n, k), dtype=np.float32)
    for start in range(0, n if k else 0, BLOCK):
        close = vectors[start : start + BLOCK] @ vectors.T
        rows = np.arange(len(close))
        close[rows, rows + start] = -2.0
        best = np.argpartition(close, n - k, axis=1)[:, n - k :]
        values = np.take_along_axis(close, best, axis=1)
        kept = values >= max(floor, 1e-6)
        places[start : start + BLOCK] = np.where(kept, best, -1)
        cosines[start : start + BLOCK] = np.where(kept, values, 0.0)
    return Neighbours(places, cosines)
