"""The one place that names a concrete engine."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from desireline.engines.search.protocol import Engine


@cache
def engine() -> Engine:
    """The engine of this instance (setting DESIRELINE_SEARCH)."""
    name = settings.SEARCH
    if name == "lexical":
        from desireline.engines.search.lexical import Lexical

        return Lexical()
    raise LookupError(f"There is no search engine called “{name}”.")
