from __future__ import annotations

from desireline.engines.search.api import READERS
from desireline.people.audiences.api import reader_tokens

READERS.add("audiences", reader_tokens)
