"""Atom 1.0 (RFC 4287), written straight: every value is escaped, HTML comes from the sanitiser alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """`id` never changes; `html` is safe HTML."""

    id: str
    title: str
    url: str
    updated: datetime
    published: datetime
    author: str
    html: str
    language: str = ""
    categories: tuple[str, ...] = ()


def feed(*, id: str, title: str, url: str, own_url: str, updated: datetime, entries: Iterable[Entry]) -> str:  # noqa: A002 - Atom's word
    """A feed document. All addresses are absolute."""
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>{_text(id)}</id><title>{_text(title)}</title><updated>{_time(updated)}</updated>"
        f'<link rel="alternate" type="text/html" href={_value(url)}/>'
        f'<link rel="self" type="application/atom+xml" href={_value(own_url)}/>'
    )
    return head + "".join(_entry(entry) for entry in entries) + "</feed>\n"


def _entry(entry: Entry) -> str:
    language = f" xml:lang={_value(entry.language)}" if entry.language else ""
    categories = "".join(f"<category term={_value(term)}/>" for term in entry.categories)
    return (
        f"<entry{language}><id>{_text(entry.id)}</id><title>{_text(entry.title)}</title>"
        f'<link rel="alternate" type="text/html" href={_value(entry.url)}/>'
        f"<published>{_time(entry.published)}</published><updated>{_time(entry.updated)}</updated>"
        f"<author><name>{_text(entry.author)}</name></author>{categories}"
        f'<content type="html">{_text(entry.html)}</content></entry>'
    )


def _text(value: str) -> str:
    return escape(_NOT_XML.sub("", value))


def _value(value: str) -> str:
    return quoteattr(_NOT_XML.sub("", value))


def _time(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
