"""The search as people use it: for pages that are nothing but a search, and for feeds."""

from __future__ import annotations

from desireline.guide.search.facets import counted
from desireline.guide.search.page import Page, as_row, ask, checked, page_of
from desireline.guide.search.rows import Shown, lit, row, unlit
from desireline.guide.search.wanted import Wanted, wanted_from

__all__ = [
    "Page",
    "Shown",
    "Wanted",
    "as_row",
    "ask",
    "checked",
    "counted",
    "lit",
    "page_of",
    "row",
    "unlit",
    "wanted_from",
]
