"""The few SVG words that all charts share. What comes from outside is escaped here, and only here."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor, log10

from markupsafe import Markup, escape


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    said = f"{value:.1f}".removesuffix(".0")
    return "0" if said == "-0" else said


def tag(name: str, inside: Markup | str = "", **attrs: str | float | None) -> Markup:
    """An element. `kind` is written as class; underscores become hyphens; None is left out."""
    words = []
    for key, value in attrs.items():
        if value is None:
            continue
        said = number(value) if isinstance(value, int | float) else value
        words.append(f' {"class" if key == "kind" else key.replace("_", "-")}="{escape(said)}"')
    body = escape(inside)
    return Markup(f"<{name}{''.join(words)}>{body}</{name}>" if body else f"<{name}{''.join(words)}/>")  # noqa: S704


def join(parts: Iterable[Markup | str]) -> Markup:
    return Markup("").join(parts)


def text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> Markup:
    return tag("text", words, x=x, y=y, kind=kind or None, text_anchor=None if anchor == "start" else anchor)


def path(points: Iterable[tuple[float, float]]) -> str:
    """Straight lines through the points, as path data."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def chart(
    width: float, height: float, title: str, parts: Iterable[Markup], kind: str = "", role: str = "img"
) -> Markup:
    """The outer element: a picture with a name, or a group where parts of it are links."""
    return tag(
        "svg",
        tag("title", title) + join(parts),
        kind=f"chart {kind}".strip(),
        viewBox=f"0 0 {number(width)} {number(height)}",
        role=role,
        aria_label=title,
        xmlns="http://www.w3.org/2000/svg",
    )


def ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Round numbers that cover low..high in roughly `about` steps."""
    span = high - low
    if span <= 0:
        return [low]
    raw = span / about
    size = 10.0 ** floor(log10(raw))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= raw * 0.999)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [round(step * n, 10) for n in range(first, last + 1)]
