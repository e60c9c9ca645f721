"""Text as the numbers that a BERT model reads: the WordPiece of uncased models (Devlin et al. 2018), written plainly.

It gives what the reference tokenizer gives (a test compares them), but that words like “[SEP]” in what people write
are words to us and no signs of the model.
"""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache
from pathlib import Path

LONGEST = 100  # characters of a word that is looked up
_IDEOGRAPHS = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip
_UNSEEN = {"Cc", "Cf", "Co", "Cs"}


class WordPiece:
    """The vocabulary and how a text is cut by it."""

    def __init__(self, vocabulary: dict[str, int]) -> None:
        self._known = vocabulary
        self._unknown = [vocabulary["[UNK]"]]
        self._first, self._last = vocabulary["[CLS]"], vocabulary["[SEP]"]
        self._pieces = lru_cache(maxsize=50_000)(self._cut)

    @classmethod
    def read(cls, path: Path) -> WordPiece:
        """From a `tokenizer.json`."""
        return cls(json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"])

    def __call__(self, text: str, *, most: int) -> list[int]:
        """The numbers of a text between the signs of beginning and end, at most so many in all."""
        found: list[int] = []
        for word in words(text):
            found += self._pieces(word)
            if len(found) >= most - 2:
                break
        return [self._first, *found[: most - 2], self._last]

    def _cut(self, word: str) -> list[int]:
        """The longest known beginning, then the longest known continuation, and so on."""
        if len(word) > LONGEST:
            return self._unknown
        pieces, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = self._known.get(word[start:end] if not start else f"##{word[start:end]}")
                if piece is not None:
                    pieces.append(piece)
                    start = end
                    break
            else:
                return self._unknown
        return pieces


def words(text: str) -> list[str]:
    """Small letters without accents, cut at spaces, with each mark and each ideograph by itself."""
    plain = text if text.isascii() else unicodedata.normalize("NFD", "".join(map(_clean, text)))
    return "".join(map(_small, plain)).split()


@lru_cache(maxsize=8192)
def _clean(char: str) -> str:
    if (unicodedata.category(char) in _UNSEEN and char not in "\t\n\r") or char == "\ufffd":
        return ""
    return f" {char} " if any(low <= ord(char) <= high for low, high in _IDEOGRAPHS) else char


@lru_cache(maxsize=8192)
def _small(char: str) -> str:
    kind = unicodedata.category(char)
    if kind == "Mn" or (kind in _UNSEEN and char not in "\t\n\r"):
        return ""
    if kind[0] == "P" or (char.isascii() and kind[0] == "S"):
        return f" {char} "
    return char.lower()
