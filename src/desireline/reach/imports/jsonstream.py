"""JSON files larger than memory: the items of their lists, one after the other.

A window of text slides over the file. Items of usual size are taken by the window, with the fast decoder; where that
does not work, the standard decoder takes one item at a time. Memory is bounded by the largest item. JSON has no lines
to fall back on, so a file broken in the middle is refused there; what came before has been read.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO, Any

import orjson

from desireline.reach.imports.sources import Source
from desireline.reach.imports.words import Place, Refusal, Text, say

_SPACE = re.compile(r"[\s\ufeff]*")
_BETWEEN = re.compile(r"[\s,]*")
_NEXT = re.compile(r"\}\s*,\s*(?=\{)")
_CHUNK = 512 * 1024
_TRIES = 4


def _no_constant(name: str) -> None:
    """NaN and Infinity are no JSON and no values of ours."""


_decode = json.JSONDecoder(parse_constant=_no_constant, strict=False).raw_decode


class Window:
    """A sliding window of decoded text. `taken` counts the characters before it."""

    def __init__(self, stream: IO[bytes], *, name: str, limit: int) -> None:
        start = stream.read(4)
        wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        self._decoder = codecs.getincrementaldecoder("utf-16" if wide else "utf-8")(errors="replace")
        self._stream, self._name, self._limit = stream, name, limit
        self.text, self.at, self.taken, self.ended = self._decoder.decode(start), 0, 0, False
        self._slow, self._patience = 0, 100

    @property
    def offset(self) -> int:
        """Characters of the file before the current one."""
        return self.taken + self.at

    def more(self) -> bool:
        """Widen the window at its end, dropping what was read; whether there was more."""
        if self.ended:
            return False
        chunk = self._stream.read(_CHUNK)
        self.ended = not chunk
        self.taken += self.at
        self.text = self.text[self.at :] + self._decoder.decode(chunk, final=self.ended)
        self.at = 0
        return True

    def seek(self, offset: int) -> None:
        """Go forward to a character."""
        while offset > self.taken + len(self.text):
            self.at = len(self.text)
            if not self.more():
                return
        self.at = offset - self.taken

    def peek(self, gap: re.Pattern[str] = _SPACE) -> str:
        """The next character that means something, "" at the end."""
        while True:
            found = gap.match(self.text, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def value(self) -> Any:
        """Take one whole value. Refuses what is broken, too large or too deep."""
        while True:
            try:
                value, end = _decode(self.text, self.at)
            except RecursionError as error:
                raise self.refusal("“{name}” is nested too deeply at about character {n}.") from error
            except ValueError as error:  # broken, or not all there yet
                if len(self.text) - self.at > self._limit:
                    raise self.refusal(
                        "“{name}” is not proper JSON at about character {n}, or an item there is too large."
                    ) from error
                if not self.more():
                    raise self.refusal("“{name}” is not proper JSON at about character {n}.") from error
                continue
            if end == len(self.text) and not isinstance(value, (dict, list, str)) and self.more():
                continue  # a number may go on
            self.at = end
            return value

    def several(self) -> list[Any]:
        """Take the objects up to near the end of the window at once; none where that is not possible.

        A cut between two objects is a right one if what is before it reads as a list: a wrong one leaves a bracket or a
        text open.
        """
        if self._slow:
            self._slow -= 1
            return []
        if len(self.text) - self.at < _CHUNK // 2:
            self.more()
        for cut in self._cuts():
            try:
                found: list[Any] = orjson.loads(f"[{self.text[self.at : cut]}]")
            except orjson.JSONDecodeError:
                continue
            self.at, self._patience = cut, 100
            return found
        self._slow, self._patience = self._patience, min(self._patience * 2, 100_000)
        return []

    def _cuts(self) -> list[int]:
        """Places near the end of the window where one object may end and the next begins, the last ones first."""
        end = len(self.text)
        for size in (8_192, _CHUNK):
            found = [one.start() + 1 for one in _NEXT.finditer(self.text, max(self.at, end - size))]
            if found or end - self.at <= size:
                break
        return found[: -_TRIES - 1 : -1]

    def refusal(self, template: str) -> Refusal:
        """What is wrong; extraction of texts knows this name."""
        return Refusal(
            Text(template, {"name": self._name, "n": self.offset}),
            say("Export it again from the earlier tool and do not edit it by hand."),
            where=Place(self._name),
        )


def open_window(source: Source, member: str) -> Window:
    return Window(source.open(member), name=member, limit=source.limits.item)


def items(source: Source, member: str, *, offset: int = 0) -> Iterator[tuple[int, Any]]:
    """The items of the list that begins at a character offset, numbered from 1."""
    window = open_window(source, member)
    window.seek(offset)
    if window.peek() != "[":
        raise window.refusal("“{name}” should hold a list at about character {n}.")
    yield from _items(window)


def _items(window: Window) -> Iterator[tuple[int, Any]]:
    window.at += 1
    number = 0
    while (mark := window.peek(_BETWEEN)) != "]":
        if not mark:
            raise window.refusal("“{name}” is cut off at about character {n}.")
        for value in (mark == "{" and window.several()) or (window.value(),):
            number += 1
            yield number, value
    window.at += 1


def walk(source: Source, member: str) -> Iterator[tuple[str, int, Iterator[tuple[int, Any]]]]:
    """The lists of a file as they come: name, character offset, items. The name is "" for a file that is one list.

    Items that are not taken are passed over; `items(..., offset=...)` reads them later.
    """
    window = open_window(source, member)
    start = window.peek()
    if start == "[":
        yield "", window.offset, _items(window)
        return
    if start != "{":
        raise window.refusal("“{name}” should hold a list or an object at about character {n}.")
    window.at += 1
    while (mark := window.peek(_BETWEEN)) != "}":
        name = window.value() if mark == '"' else None
        if not isinstance(name, str) or window.peek() != ":":
            raise window.refusal("“{name}” is not proper JSON at about character {n}.")
        window.at += 1
        if window.peek() != "[":
            window.value()
            continue
        found = _items(window)
        yield name, window.offset, found
        for _ in found:
            pass


def first_items(source: Source, member: str) -> dict[str, Any]:
    """The lists at the beginning of a file with the first item of each, up to the first long list."""
    found: dict[str, Any] = {}
    for name, _, listed in walk(source, member):
        for number, item in listed:
            found.setdefault(name, item)
            if number >= 100:
                return found
    return found
