"""What people wrote, made safe to show.

Markdown is read without raw HTML, and the result passes an allow-list whatever it came from. It is done on output, each
time (remembered by content), so that a better filter protects old text too.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

__all__ = ["excerpt", "markdown", "plain", "slugify"]

_reader = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable(
    ["table", "strikethrough"]
)
_TAGS = {
    "p", "br", "strong", "em", "s", "del", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_HEADINGS = re.compile(r"<(/?)h([1-6])>")


def _lower(match: re.Match[str]) -> str:
    return f"<{match[1]}h{min(6, int(match[2]) + 2)}>"


_PLAIN = re.compile(
    r"(?:(?!_)[^\W\d])(?:(?!_)[\w ,.;:?!'()-])*"
)  # one line of words: no sign that means anything


@lru_cache(maxsize=8192)
def markdown(text: str) -> Markup:
    """Markdown as safe HTML. Headings start at h3; links get rel; images become links; nothing else passes."""
    if _PLAIN.fullmatch(text):
        return Markup(f"<p>{text.rstrip(' ')}</p>\n")  # noqa: S704 - letters, digits and blanks alone
    return _markdown(text)


def _markdown(text: str) -> Markup:
    rendered = _HEADINGS.sub(_lower, _reader.render(text))
    safe = nh3.clean(
        rendered,
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="ugc nofollow noopener noreferrer",
    )
    return Markup(safe)  # noqa: S704 - this is the one place where text becomes markup, after the allow-list


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Markdown as plain text on one line."""
    return re.sub(r"\s+", " ", markdown(text).striptags()).strip()


def excerpt(text: str, *, length: int = 180) -> str:
    """The first words of a Markdown text as plain text, at most `length` characters, cut at a word."""
    words = plain(text[: length * 4])
    if len(words) <= length:
        return words
    return words[:length].rsplit(" ", 1)[0].rstrip(" ,.;:–—") + "…"


def slugify(text: str, *, length: int = 60) -> str:
    """A readable part of an address: letters and digits of any script, hyphens between."""
    text = unicodedata.normalize("NFKC", text).lower()
    slug = re.sub(r"[^\w]+", "-", text).replace("_", "-").strip("-")
    return slug[:length].rstrip("-")
