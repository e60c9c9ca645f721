"""The place in a text that shows why it was found. No framework here; nothing is escaped, pages do that."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from desireline.engines.search.folding import fold, level, stem
from desireline.engines.search.protocol import Piece

_WORD = re.compile(r"[^\W_]+")
LENGTH = 200


def lit(text: str, language: str, tokens: frozenset[str] | set[str], starts: str = "") -> tuple[Piece, ...]:
    """The text in pieces, the words whose stem is one of the tokens (or that start with `starts`) lit."""
    return _cut(text, 0, len(text), _judge(language, tokens, starts))


def snippet(
    text: str, language: str, tokens: frozenset[str] | set[str], starts: str = "", *, length: int = LENGTH
) -> tuple[Piece, ...]:
    """At most about `length` characters around the place where most of the tokens are, in pieces."""
    judge = _judge(language, tokens, starts)
    spots = [match.start() for match in _WORD.finditer(text) if judge(match[0])]
    if len(text) <= length:
        return _cut(text, 0, len(text), judge)
    start = 0
    if spots:
        best = max(spots, key=lambda spot: sum(spot <= other < spot + length - 60 for other in spots))
        start = max(0, min(best - 40, len(text) - length))
    end = min(len(text), start + length)
    start = text.find(" ", start) + 1 if start else 0
    if end < len(text):
        end = max(start + 1, text.rfind(" ", start, end))
    pieces = _cut(text, start, end, judge)
    before = (Piece("… "),) if start else ()
    return (*before, *pieces, *((Piece(" …"),) if end < len(text) else ()))


def _judge(language: str, tokens: frozenset[str] | set[str], starts: str) -> Callable[[str], bool]:
    """Whether a word is lit. Most words are told apart by their first two letters, without a stem."""
    firsts = {token[:2] for token in tokens}

    @cache
    def judge(raw: str) -> bool:
        word = fold(raw)
        if starts and word.startswith(starts):
            return True
        return level(word)[:2] in firsts and stem(word, language) in tokens

    return judge


def _cut(text: str, start: int, end: int, judge: Callable[[str], bool]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at = start
    for match in _WORD.finditer(text, start, end):
        if not judge(match[0]):
            continue
        if match.start() > at:
            pieces.append(Piece(text[at : match.start()]))
        pieces.append(Piece(match[0], lit=True))
        at = match.end()
    if at < end:
        pieces.append(Piece(text[at:end]))
    return tuple(pieces)
