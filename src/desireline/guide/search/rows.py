"""The rows of a list of hits. A page has many of them, so they are put together here and kept by what they say.

What is kept is known by all that stands in it, in the language it stands in: for whom it was made does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from desireline.engines.search.api import Hit, Piece
from desireline.kit.options.memory import Recent
from desireline.kit.pages.dates import day
from desireline.kit.pages.numbers import short
from desireline.kit.parts.api import icon, status

_kept: Recent[tuple[Any, ...], tuple[str, str]] = Recent(4000)


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit and how it stands."""

    hit: Hit
    kind: str
    icon: str
    beside: Mapping[str, Any]


def lit(pieces: Iterable[Piece]) -> Markup:
    """The pieces of a found text, escaped, what was looked for marked."""
    parts = [f"<mark>{escape(one.text)}</mark>" if one.lit else str(escape(one.text)) for one in pieces]
    return Markup("".join(parts))  # noqa: S704 - each part is escaped


def unlit(pieces: Iterable[Piece]) -> str:
    """The same as plain text."""
    return "".join(piece.text for piece in pieces)


def row(shown: Shown, *, dated: bool = False, more: Markup | str = "") -> Markup:
    """The list item of a hit; `dated` with its day, `more` is put beside that."""
    hit, beside = shown.hit, shown.beside
    said = tuple(beside.get(name) for name in ("place", "status", "hue", "comments", "support"))
    when = day(hit.date) if dated else ""
    key = (get_language(), hit.key, hit.url, hit.title, hit.snippet, shown.kind, said, when)
    found = _kept.get(key)
    if found is None:
        found = _row(shown, when)
        _kept.put(key, found)
    return Markup(f"{found[0]}{escape(more)}{found[1]}")  # noqa: S704 - both halves were escaped


def _row(shown: Shown, when: str) -> tuple[str, str]:
    """Both halves of the item, before and after what is put in later."""
    hit, beside = shown.hit, shown.beside
    place = f" · <bdi>{escape(beside['place'])}</bdi>" if beside.get("place") else ""
    meta = [f"<span>{icon(shown.icon)}{escape(shown.kind)}{place}</span>"]
    if beside.get("status"):
        meta.append(status(beside["status"], beside.get("hue")))
    if when:
        meta.append(f"<span>{escape(when)}</span>")
    if beside.get("comments"):
        meta.append(f"<span>{icon('message-circle')}{_number(beside['comments'], _('comments'))}</span>")
    end = ""
    if "support" in beside:
        number = _number(beside["support"], _("supporters"))
        end = f'<span class="support end">{icon("arrow-big-up")}{number}</span>'
    snippet = f'<p class="excerpt" dir="auto">{lit(hit.snippet)}</p>' if hit.snippet else ""
    first = (
        f'<li class="body-only" data-hit="{escape(hit.key)}"><div><h2 class="hit-title" dir="auto">'
        f'<a class="covers" href="{escape(hit.url)}">{lit(hit.title)}</a></h2>{snippet}'
        f'<div class="meta">{"".join(meta)}'
    )
    return first, f"</div></div>{end}</li>"


def _number(value: int, word: str) -> str:
    return f'{escape(short(value))}<span class="hidden"> {escape(word)}</span>'
