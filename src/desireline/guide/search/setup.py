from __future__ import annotations

from desireline.guide.search.rows import lit, row
from desireline.kit.pages.environment import FILTERS, GLOBALS

FILTERS.add("lit", lit)
GLOBALS.add("hit_row", row)
