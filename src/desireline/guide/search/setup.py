from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from desireline.engines.search.api import Piece
from desireline.kit.pages.environment import FILTERS


def lit(pieces: Iterable[Piece]) -> Markup:
    """The pieces of a found text, escaped, what was looked for marked."""
    parts = [f"<mark>{escape(one.text)}</mark>" if one.lit else str(escape(one.text)) for one in pieces]
    return Markup("".join(parts))  # noqa: S704 - each part is escaped


FILTERS.add("lit", lit)
