"""The one place that names a concrete engine."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from desireline.engines.embeddings.protocol import Embedder


@cache
def embedder() -> Embedder | None:
    """The model of this instance (setting DESIRELINE_EMBEDDINGS), or None: then words and letters must do."""
    wanted = settings.EMBEDDINGS
    if wanted == "off":
        return None
    from desireline.engines.embeddings.minilm import MiniLM, installed

    if wanted == "auto" and not installed():
        return None
    return MiniLM(threads=settings.EMBEDDINGS_THREADS)
