"""Text that fits into a box of a drawing, without asking a font: widths are estimated, and rather too wide."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import combining, east_asian_width

_NARROW, _WIDE = frozenset("ijlftrI.,;:'’|!()[]/ "), frozenset("mwMW@%—")
CUT = "…"


@lru_cache(maxsize=4096)
def _em(letter: str) -> float:
    if combining(letter):
        return 0.0
    if letter in _NARROW:
        return 0.36
    if letter in _WIDE or letter == CUT:
        return 0.95
    if east_asian_width(letter) in "WF":
        return 1.05
    return 0.74 if letter.isupper() else 0.6


def width_of(text: str, size: float) -> float:
    """About how wide the text is in a sans-serif font of this size; same unit as `size`."""
    return size * sum(map(_em, text))


def fit(text: str, *, width: float, lines: int, size: float) -> list[str]:
    """The text in at most `lines` lines, none wider than `width`. Long words are broken, too much is cut (…)."""
    if width < size * 2 or lines < 1:
        raise ValueError("the box holds no letter")
    text = " ".join(text.split())
    if width_of(text, size) <= width:
        return [text]
    if lines == 1:
        return [_cut(text, width, size)]
    words, found = _broken(text, width, size), [""]
    for place, (word, joined) in enumerate(words):
        longer = f"{found[-1]}{'' if joined or not found[-1] else ' '}{word}"
        if width_of(longer, size) <= width:
            found[-1] = longer
        elif len(found) < lines:
            found.append(word)
        else:
            rest = found[-1] if place else ""
            found[-1] = _cut(f"{rest} {word}" if rest else word, width, size)
            break
    return found


def _broken(text: str, width: float, size: float) -> list[tuple[str, bool]]:
    """Words, and the pieces of those that are wider than a line (True: it belongs to the piece before)."""
    found: list[tuple[str, bool]] = []
    for word in text.split():
        if width_of(word, size) <= width:
            found.append((word, False))
            continue
        piece, joined = "", False
        for letter in word:
            if piece and width_of(piece + letter, size) > width:
                found.append((piece, joined))
                piece, joined = "", True
            piece += letter
        found.append((piece, joined))
    return found


def _cut(text: str, width: float, size: float) -> str:
    left = width / size - _em(CUT)
    for place, letter in enumerate(text):
        left -= _em(letter)
        if left < 0:
            return text[:place].rstrip(" ,;:") + CUT
    return text + CUT
