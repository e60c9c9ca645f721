"""Horizontal bars with their numbers, and one bar shared out in parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from desireline.kit.charts import svg


@dataclass(frozen=True, slots=True)
class Bar:
    """`shown` is the number as the reader's language writes it."""

    label: str
    value: float
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    label: str
    value: float


def bars(rows: Sequence[Bar], *, title: str, width: float = 400, most: float | None = None) -> Markup:
    """One bar a row, the label above it, the number at its end. `most` fixes the full width."""
    full = most or max((row.value for row in rows), default=0) or 1
    room, step, parts = width - 64, 40.0, []
    for place, row in enumerate(rows):
        y = place * step
        long = max(0.0, min(1.0, row.value / full)) * room
        parts.append(svg.text(0, y + 13, row.label, kind="name"))
        parts.append(svg.tag("rect", x=0, y=y + 20, width=room, height=10, rx=5, kind="track"))
        if long:
            parts.append(svg.tag("rect", x=0, y=y + 20, width=max(long, 3), height=10, rx=5, kind="bar"))
        parts.append(svg.text(width, y + 29, row.shown or svg.number(row.value), kind="strong", anchor="end"))
    return svg.chart(width, max(1.0, len(rows) * step), title, parts, kind="bars")


def share(parts: Sequence[Part], *, title: str, width: float = 520, height: float = 14) -> Markup:
    """One bar cut into its parts, in the order given; parts of nothing are left out."""
    whole = sum(part.value for part in parts) or 1
    drawn, x = [], 0.0
    for place, part in enumerate(parts):
        wide = part.value / whole * width
        if part.value > 0:
            gap = 1.5 if x > 0 else 0.0
            named = svg.tag("title", f"{part.label}: {part.value / whole:.0%}")
            drawn.append(
                svg.tag(
                    "rect",
                    named,
                    x=x + gap,
                    y=0,
                    width=max(wide - gap, 0.5),
                    height=height,
                    rx=3,
                    kind=f"c{place % 6}",
                )
            )
        x += wide
    return svg.chart(width, height, title, drawn, kind="share")
