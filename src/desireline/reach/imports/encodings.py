"""Which letters the bytes of a text file stand for: UTF-8, UTF-16, or what Windows wrote before."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import IO, NamedTuple

from desireline.reach.imports.sources import Source
from desireline.reach.imports.words import Place, Refusal, Text, say

CHUNK = 256 * 1024
_TELLS_ITSELF = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Encoding(NamedTuple):
    name: str
    line: int = 0  # where the bytes stop being UTF-8
    doubt: Text | None = None  # what to tell people


def encoding_of(source: Source, member: str) -> Encoding:
    """How to decode a member. Reads it once, quickly, and remembers."""
    known = source.kept.get(("encoding", member))
    found = known if isinstance(known, Encoding) else _look(source, member)
    source.kept["encoding", member] = found
    return found


def _look(source: Source, member: str) -> Encoding:
    with source.open(member) as stream:
        start = stream.peek(4096)[:4096] if isinstance(stream, io.BufferedReader) else b""
        for mark, name in _TELLS_ITSELF:
            if start.startswith(mark):
                return Encoding(name)
        if (guess := _wide(start)) is not None:
            return Encoding(guess, 1, say("The file looks like UTF-16 and is read as such."))
        return _narrow(stream)


def _wide(start: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of western text is zero."""
    pairs = len(start) // 2
    if pairs < 4:
        return None
    if start[1::2].count(0) > 0.6 * pairs and start[0::2].count(0) < 0.1 * pairs:
        return "utf-16-le"
    if start[0::2].count(0) > 0.6 * pairs and start[1::2].count(0) < 0.1 * pairs:
        return "utf-16-be"
    return None


def _narrow(stream: IO[bytes]) -> Encoding:
    decoder = codecs.getincrementaldecoder("utf-8")()
    line, foreign = 1, False
    for chunk in _chunks(stream):
        try:
            text = decoder.decode(chunk)
        except UnicodeDecodeError as error:
            line += error.object[: error.start].count(b"\n")
            foreign = foreign or not error.object[: error.start].isascii()
            break
        line += chunk.count(b"\n")
        foreign = foreign or not text.isascii()
    else:
        if not decoder.getstate()[0]:
            return Encoding("utf-8")
    if foreign:
        return Encoding(
            "utf-8", line, say("Some letters cannot be read and show as “\N{REPLACEMENT CHARACTER}”.")
        )
    return Encoding(
        "cp1252",
        line,
        say("The file is not UTF-8 and is read as Windows-1252; check names with accents in the preview."),
    )


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk


def decoded(source: Source, member: str, encoding: str) -> io.TextIOWrapper:
    """The member as text, line ends as they are; what cannot be decoded becomes a replacement character."""
    return io.TextIOWrapper(source.open(member), encoding=encoding, errors="replace", newline="")


def lines(source: Source, member: str, encoding: str) -> Iterator[str]:
    """The lines of a member, none longer than the limit, without NUL characters."""
    limit = source.limits.line
    with decoded(source, member, encoding) as stream:
        try:
            while line := stream.readline(limit):
                if len(line) == limit and not line.endswith("\n"):
                    raise Refusal(
                        say("A line is longer than {n} characters.", n=limit),
                        say("Make sure that this is a text file with one record per line."),
                        where=Place(member),
                    )
                yield line.replace("\0", "") if "\0" in line else line
        except UnicodeError as error:  # UTF-16 with a broken mark
            raise Refusal(
                say("“{name}” cannot be read as text.", name=member),
                say("Save it as UTF-8."),
                where=Place(member),
            ) from error
