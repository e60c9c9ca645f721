"""What the product asks of an engine for embeddings: texts in, directions out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Tell = Callable[[int], None]


class Embedder(Protocol):
    """A model that gives every text a direction: two texts that say the same point nearly the same way."""

    name: str  # with all that its vectors depend on: vectors of different names are never compared
    size: int

    def embed(self, texts: Sequence[str], tell: Tell | None = None) -> Vectors:
        """(n, size), rows of unit length, in the order of the texts; `tell(done)` is called as it goes."""
        ...

    def release(self) -> None:
        """Give the memory back. The next `embed` loads the model again."""
        ...
