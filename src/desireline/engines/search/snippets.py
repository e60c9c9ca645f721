"""The place in a text that shows why it was found. No framework here; nothing is escaped, pages do that."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import lru_cache

from desireline.engines.search.protocol import Piece
from desireline.kit.words.api import fold, level, stem

_WORD = re.compile(r"[^\W_]+")
LENGTH = 200


def lit(text: str, language: str, tokens: frozenset[str] | set[str], starts: str = "") -> tuple[Piece, ...]:
    """The text in pieces, the words whose stem is one of the tokens (or that start with `starts`) lit."""
    return _cut(text, 0, len(text), _spots(text, language, frozenset(tokens), starts))


def snippet(
    text: str, language: str, tokens: frozenset[str] | set[str], starts: str = "", *, length: int = LENGTH
) -> tuple[Piece, ...]:
    """At most about `length` characters around the place where most of the tokens are, in pieces."""
    spots = _spots(text, language, frozenset(tokens), starts)
    if len(text) <= length:
        return _cut(text, 0, len(text), spots)
    start = 0
    if spots:
        begins = [spot[0] for spot in spots]
        best = max(
            begins, key=lambda spot: bisect_left(begins, spot + length - 60) - bisect_left(begins, spot)
        )
        start = max(0, min(best - 40, len(text) - length))
    end = min(len(text), start + length)
    start = text.find(" ", start) + 1 if start else 0
    if end < len(text):
        end = max(start + 1, text.rfind(" ", start, end))
    pieces = _cut(text, start, end, spots)
    before = (Piece("… "),) if start else ()
    return (*before, *pieces, *((Piece(" …"),) if end < len(text) else ()))


def _spots(text: str, language: str, tokens: frozenset[str], starts: str) -> list[tuple[int, int]]:
    """Where the words that are lit begin and end."""
    judge, likely = _judge(language, tokens, starts)
    if not text.isascii():
        return [match.span() for match in _WORD.finditer(text) if judge(match[0])]
    return [
        (start, match.end())
        for match in likely.finditer(text)
        if ((start := match.start()) == 0 or not text[start - 1].isalnum()) and judge(match[0])
    ]


@lru_cache(maxsize=256)
def _judge(
    language: str, tokens: frozenset[str], starts: str
) -> tuple[Callable[[str], bool], re.Pattern[str]]:
    """Whether a word is lit, and a pattern for where such words may begin in a text without accents."""
    firsts = {token[:2] for token in tokens} | ({starts[:2]} if starts else set())
    spelt = firsts | {
        first[0] + "e" for first in firsts if first[:1] in {"a", "o", "u"}
    }  # “ueber” has the stem “uber”
    begins = ["".join(f"[{c}{c.upper()}]" for c in first) for first in sorted(spelt) if first.isalnum()]
    likely = re.compile(f"(?:{'|'.join(begins) or '(?!)'})[^\\W_]*")

    @lru_cache(maxsize=4096)
    def judge(raw: str) -> bool:
        word = fold(raw)
        if starts and word.startswith(starts):
            return True
        return level(word)[:2] in firsts and stem(word, language) in tokens

    return judge, likely


def _cut(text: str, start: int, end: int, spots: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at = start
    for first, last in spots:
        if first < start or last > end:
            continue
        if first > at:
            pieces.append(Piece(text[at:first]))
        pieces.append(Piece(text[first:last], lit=True))
        at = last
    if at < end:
        pieces.append(Piece(text[at:end]))
    return tuple(pieces)
