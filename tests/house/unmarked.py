"""Finds texts for readers that are not marked for translation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from jinja2 import nodes

from desireline.kit.pages.environment import environment

ENV = environment()
MARKS = {
    "_",
    "gettext",
    "ngettext",
    "pgettext",
    "npgettext",
    "gettext_lazy",
    "ngettext_lazy",
    "lazy",
    "L",
    "say",
}
SHOWN = {"alt", "aria-label", "aria-description", "aria-roledescription", "label", "placeholder", "title"}
ROBOTS = {"script", "style", "code", "kbd"}
WORDLESS = (["block", "width"],)  # blocks that hold names of classes
PATTERN = re.compile(r"[^\W\d_]{2,}")
SENTENCE = re.compile(r"[A-Z“]\w* ?[a-z]")


class _Html(HTMLParser):
    """Collects text and shown attributes; what Jinja2 puts in is left out before."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ROBOTS:
            self.inside.append(tag)
        self.found += [value for name, value in attrs if name in SHOWN and value and PATTERN.search(value)]

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside and PATTERN.search(data):
            self.found.append(" ".join(data.split()))


def in_markup(source: str) -> list[str]:
    """Letters in the HTML of a template itself, outside of `{{ }}` and `{% trans %}`."""
    kept: list[str] = []
    words: list[str] = []
    skipped = ""
    for _line, kind, value in ENV.lex(source):
        if kind == "data" and not skipped:
            kept.append(value)
        elif kind == "name":
            words.append(value)
        elif kind == "block_begin":
            words = []
        elif kind == "block_end" and words:
            if words[0] == "trans" or words[:2] in WORDLESS:
                skipped = "end" + words[0]
            elif words[0] == skipped:
                skipped = ""
    reader = _Html()
    reader.feed("".join(kept))
    reader.close()
    return reader.found


def in_expressions(source: str) -> list[str]:
    """Strings that look like words for people, given to macros without a mark."""
    found: list[str] = []

    def walk(node: nodes.Node) -> None:
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in MARKS:
            for keyword in node.kwargs:
                walk(keyword)
            return
        if isinstance(node, nodes.Const) and isinstance(node.value, str) and SENTENCE.match(node.value):
            found.append(node.value)
        for child in node.iter_child_nodes():
            walk(child)

    walk(ENV.parse(source))
    return found


def unknown(source: str) -> list[int]:
    """Lines that mark what is no text of the product: what comes back is held for safe, so it must not be people's."""
    calls = ENV.parse(source).find_all(nodes.Call)
    marks = [
        one
        for one in calls
        if isinstance(one.node, nodes.Name) and one.node.name in MARKS - {"lazy", "L", "say"}
    ]
    return [one.lineno for one in marks if not (one.args and isinstance(one.args[0], nodes.Const))]


TELLS = {"Refused", "ValidationError", "Declared", "Group", "Entry", "Letter", "Http404"}
MESSAGES = {"success", "error", "info", "warning"}
NAMED = {
    "label",
    "help_text",
    "title",
    "text",
    "subject",
    "lines",
    "small",
    "placeholder",
    "empty_label",
    "heading",
}


def _bare(node: ast.AST) -> Iterator[str]:
    """Texts inside an expression, marked ones left out."""
    if isinstance(node, ast.Call) and _name(node.func) in MARKS:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and SENTENCE.match(node.value):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from _bare(child)


def _name(node: Any) -> str:
    return str(getattr(node, "attr", "") or getattr(node, "id", ""))


def _speaks(call: ast.Call) -> bool:
    owner = _name(getattr(call.func, "value", None))
    return _name(call.func) in TELLS or (owner == "messages" and _name(call.func) in MESSAGES)


def in_python(source: str) -> list[str]:
    """Unmarked texts given to what speaks to readers: refusals, messages, labels of forms, notices, mails."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or _name(node.func) in MARKS:
            continue
        if _speaks(node):
            for value in node.args:
                found += _bare(value)
        for keyword in node.keywords:
            if keyword.arg in NAMED:
                found += _bare(keyword.value)
    return found
