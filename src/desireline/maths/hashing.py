"""Directions of texts from their words and letters, without a model and without looking at other texts.

Each feature (a word stem, a run of letters) goes to two of `SIZE` places with a sign, all drawn by its hash (Weinberger
et al. 2009). Two texts that share features point the same way; what is rare or common elsewhere plays no part, so that
a direction may be kept.
"""

import zlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from .lexical import runs

SIZE = 512
WORD, RUN = 2.0, 0.5  # what a word weighs, and a run of letters in it


def directions(texts: Sequence[Iterable[str]]) -> NDArray[np.float32]:
    """(n, SIZE), rows of unit length (of zeros for a text without words). Each text is given as its stems."""
    found = np.zeros((len(texts), SIZE), dtype=np.float32)
    for row, stems in enumerate(texts):
        words = list(stems)
        for word in words:
            _add(found[row], f"w {word}", WORD)
        for run in runs(" ".join(words)):
            _add(found[row], f"g {run}", RUN)
    found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
    return found


def _add(row: NDArray[np.float32], feature: str, weight: float) -> None:
    for drawn in (zlib.crc32(feature.encode()), zlib.crc32(f"{feature}#".encode())):
        row[drawn % SIZE] += weight if (drawn >> 20) & 1 else -weight
