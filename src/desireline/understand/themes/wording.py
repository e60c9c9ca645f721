"""The words by which a theme may be named."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from desireline.engines.embeddings import api as embeddings

PAIR = 4  # titles count twice and once more in the text: a pair of words must be said by two


@cache
def empty() -> frozenset[str]:
    """Numbers, times and small talk of four languages: often said, never the subject."""
    return frozenset((Path(__file__).parent / "empty.txt").read_text(encoding="utf-8").split())


def telling_words(text: str) -> list[tuple[str, str]]:
    """(stem, word) of what may name a theme."""
    none = empty()
    return [
        (stem, word) for stem, word in embeddings.content(text) if len(word) > 2 and _plain(word) not in none
    ]


def _plain(word: str) -> str:
    """Without accents, as the words in the file."""
    if word.isascii():
        return word
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
