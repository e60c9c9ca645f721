"""Themes from directions: one graph of neighbours, looked at from three distances. Numbers in, numbers out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desireline.maths.communities import communities
from desireline.maths.neighbours import nearest

NEIGHBOURS = 10
SMALLEST = 3  # texts in a theme
RESOLUTIONS = (1.0, 3.0, 6.0)  # wide, middle, narrow
MANY = 100  # texts from which one may look that closely; of fewer, all would fall apart
FLOORS = {"letters": 0.15}  # cosine below which two texts are no neighbours
FLOOR = 0.35
SURE = 0.10  # the share of a theme's own texts that may lie further off than what is let in later

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Found:
    """The themes of one level: of each text its theme (-1: none) and closeness; of each theme centre and reach."""

    labels: NDArray[np.int64]
    close: NDArray[np.float32]
    centres: Vectors
    reach: list[float]

    def members(self, theme: int) -> list[int]:
        return [int(place) for place in np.flatnonzero(self.labels == theme)]


def floor_of(model: str) -> float:
    return FLOORS.get(model, FLOOR)


def levels(vectors: Vectors, *, floor: float) -> list[Found]:
    """The three levels, wide to narrow. The same vectors always give the same themes."""
    edges = nearest(vectors, NEIGHBOURS, floor=floor).edges()
    many = min(1.0, len(vectors) / MANY)
    return [
        _level(
            vectors,
            communities(edges, len(vectors), resolution=1 + (resolution - 1) * many, smallest=SMALLEST),
            floor,
        )
        for resolution in RESOLUTIONS
    ]


def _level(vectors: Vectors, labels: NDArray[np.int64], floor: float) -> Found:
    number = int(labels.max()) + 1 if len(labels) else 0
    size = vectors.shape[1] if vectors.ndim == 2 else 0
    centres = np.zeros((number, size), dtype=np.float32)
    inside = labels >= 0
    np.add.at(centres, labels[inside], vectors[inside])
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
    close = np.zeros(len(vectors), dtype=np.float32)
    close[inside] = np.einsum("ij,ij->i", vectors[inside], centres[labels[inside]])
    reach = [max(floor, float(np.quantile(close[labels == theme], SURE))) for theme in range(number)]
    return Found(labels, close, centres, reach)


def parents(inner: Found, outer: Found) -> list[int | None]:
    """For each theme of the narrower level the wider one in which most of its texts lie."""
    found: list[int | None] = []
    for theme in range(len(inner.reach)):
        within = Counter(int(label) for label in outer.labels[inner.labels == theme] if label >= 0)
        found.append(within.most_common(1)[0][0] if within else None)
    return found
