"""Calendar files as RFC 5545 wants them: UTC, lines of at most 75 octets, text escaped, CRLF.

Written by hand because we write one kind of component; what others read of it is tested against a parser.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

WIDTH = 75  # octets of a line, without its end


@dataclass(frozen=True, slots=True)
class Event:
    """`sequence` goes up when a calendar must take over a change; moments are aware."""

    uid: str
    title: str
    starts: datetime
    ends: datetime
    changed: datetime
    sequence: int = 0
    cancelled: bool = False
    place: str = ""
    text: str = ""
    url: str = ""


def calendar(events: Iterable[Event], *, name: str = "") -> bytes:
    """A file for calendars to read: METHOD:PUBLISH, one VEVENT each."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Desireline//Sessions//EN", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", *([f"X-WR-CALNAME:{_text(name)}"] if name else [])]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return b"".join(b"\r\n ".join(_fold(line)) + b"\r\n" for line in lines)


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_moment(event.changed)}"
    yield f"LAST-MODIFIED:{_moment(event.changed)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART:{_moment(event.starts)}"
    yield f"DTEND:{_moment(event.ends)}"
    yield f"SUMMARY:{_text(event.title)}"
    if event.place:
        yield f"LOCATION:{_text(event.place)}"
    if event.text:
        yield f"DESCRIPTION:{_text(event.text)}"
    if event.url:
        yield f"URL:{_line(event.url)}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _line(value: str) -> str:
    """Without what would end the line."""
    return "".join(one for one in value if one >= " " and one != "\x7f")


def _text(value: str) -> str:
    kept = value.replace("\r\n", "\n").replace("\r", "\n")
    escaped = kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return _line(escaped)


def _fold(line: str) -> Iterator[bytes]:
    """Pieces that fit a line; no letter is cut in two. The space before each but the first counts."""
    piece = b""
    room = WIDTH
    for letter in line:
        octets = letter.encode("utf-8", "replace")
        if len(piece) + len(octets) > room:
            yield piece
            piece, room = b"", WIDTH - 1
        piece += octets
    yield piece
