"""HTML from other tools as plain Markdown. Only what feedback uses; everything else falls away but its text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_MARKS = {"b": "**", "strong": "**", "i": "_", "em": "_", "code": "`"}
_BLOCKS = frozenset(("p", "div", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "table", "pre"))
_UNSEEN = frozenset(("script", "style", "head", "title"))


def looks_like_html(text: str) -> bool:
    return (
        "<" in text
        and re.search(r"</(p|div|ul|ol|li|a|b|i|strong|em|span|h[1-4])>|<br\s*/?>", text) is not None
    )


def as_markdown(text: str) -> str:
    parser = _Reader()
    try:
        parser.feed(text)
        parser.close()
    except (AssertionError, ValueError):  # the standard parser gives up on some marked sections
        return text
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", "".join(parser.out))).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._links: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._hidden += 1
        elif tag == "br":
            self.out.append("\n")
        elif tag == "li":
            self.out.append("\n- ")
        elif tag in _BLOCKS:
            self.out.append("\n\n")
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
            self.out.append("[")
        elif tag in _MARKS:
            self.out.append(_MARKS[tag])

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS:
            self.out.append("\n\n")
        elif tag == "a" and self._links:
            self.out.append(f"]({self._links.pop()})")
        elif tag in _MARKS:
            self.out.append(_MARKS[tag])

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.out.append(re.sub(r"\s+", " ", data))
