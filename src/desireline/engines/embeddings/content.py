"""The words of a text that say what it is about, each with its stem."""

from __future__ import annotations

import re
from functools import lru_cache

from desireline.kit.words.api import all_stop_words, fold, language_of, stem, words

_WORDS = re.compile(r"[^\W_]+")


def content(text: str) -> list[tuple[str, str]]:
    """(stem, word as it was written, in small letters) in order, without stop words, numbers and single letters."""
    language, stop = language_of(text), all_stop_words()
    written = {} if text.isascii() else {fold(word): word for word in _WORDS.findall(text.lower())}
    return [
        (_stem(word, language), written.get(word, word))
        for word in words(text)
        if len(word) > 1 and word not in stop and word[0] != "+" and not word.isdigit()
    ]


@lru_cache(maxsize=65536)
def _stem(word: str, language: str) -> str:
    return stem(word, language)
