"""Embeddings: texts as directions, so that what says the same lies close together whatever its words.

There may be no model (the extra `semantic` is not installed, or DESIRELINE_EMBEDDINGS is off): then every answer is
None and the caller makes do with words and letters (`maths.lexical`). Nothing here ever uses the network.
"""

from __future__ import annotations

from collections.abc import Sequence

from desireline.engines.embeddings import keeping
from desireline.engines.embeddings.choose import embedder
from desireline.engines.embeddings.content import content
from desireline.engines.embeddings.protocol import Tell, Vectors
from desireline.maths.alike import PRESELECT, SUGGEST

__all__ = ["PRESELECT", "SUGGEST", "Vectors", "content", "embed", "kept", "model", "release"]

LONGEST = 4000  # characters of a text that count


def model() -> str | None:
    """The name of the model, or None without one. Cheap: nothing is loaded."""
    engine = embedder()
    return engine.name if engine else None


def embed(texts: Sequence[str], *, tell: Tell | None = None) -> Vectors | None:
    """One row of unit length (float32) for each text, or None without a model. Loads the model at the first call."""
    engine = embedder()
    return engine.embed([_plain(text) for text in texts], tell) if engine else None


def kept(texts: Sequence[str], *, tell: Tell | None = None) -> Vectors | None:
    """Like `embed` through the table of vectors (half precision): each text is embedded once. For texts that stay.

    Vectors are written as they are made, in the caller's transaction if there is one. `tell(done)` counts texts.
    """
    engine = embedder()
    return keeping.kept(engine, [_plain(text) for text in texts], tell) if engine else None


def release() -> None:
    """Give the model's memory back; for workers after a job. The next call loads it again."""
    engine = embedder()
    if engine:
        engine.release()


def _plain(text: str) -> str:
    """Spaces do not count, nor what comes after the first pages."""
    return " ".join(text[: 2 * LONGEST].split())[:LONGEST]
