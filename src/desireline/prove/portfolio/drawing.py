"""Charts of the portfolio: bubbles, shares against their targets, a radar of disciplines. Numbers in, SVG out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from markupsafe import Markup

from desireline.kit.charts import svg
from desireline.kit.pages.numbers import percent

WIDE, HIGH, LEFT, TOP, BOTTOM = 640.0, 400.0, 62.0, 34.0, 46.0
SMALL, BIG = 6.0, 30.0
HUES = {1: "c0", 2: "c1", 3: "c2"}


@dataclass(frozen=True, slots=True)
class Bubble:
    """`x` 0..1, `y` and `size` from 0 on; `horizon` 1..3 gives colour and pattern; `number` stands in the table."""

    number: int
    x: float
    y: float
    size: float
    label: str
    href: str
    horizon: int | None = None


@dataclass(frozen=True, slots=True)
class Against:
    """A share and its target, both 0..1, with the words at the end of the row."""

    label: str
    share: float
    target: float
    shown: str


def _patterns() -> Markup:
    """Stripes for the second horizon and dots for the third: colour is never the only sign."""
    stripe = svg.tag("path", d="M0 6L6 0", kind="hatch")
    dot = svg.tag("circle", cx=3, cy=3, r=1.3, kind="dot")
    whole: dict[str, str | float] = {"width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}
    return svg.tag(
        "defs",
        svg.join(
            [
                svg.tag("pattern", stripe, id="horizon-2", **whole),
                svg.tag("pattern", dot, id="horizon-3", **whole),
            ]
        ),
    )


def key(horizon: int | None) -> Markup:
    """The sign of a horizon, for a legend."""
    disc = [svg.tag("circle", cx=9, cy=9, r=8, kind=HUES.get(horizon or 0, "c5"))]
    if horizon in (2, 3):
        disc.append(svg.tag("circle", cx=9, cy=9, r=8, fill=f"url(#horizon-{horizon})"))
    return svg.tag("svg", svg.join(disc), kind="chart horizon-key", viewBox="0 0 18 18", aria_hidden="true")


def bubbles(
    points: Sequence[Bubble], *, title: str, x: str, y: str, money: Sequence[tuple[float, str]]
) -> Markup:
    """Value up, chance of success along, area by cost. `money`: where the value has ticks, and their words."""
    top = max([1.0, *(mark for mark, _said in money), *(point.y for point in points)])
    largest = max([1.0, *(point.size for point in points)])
    right, base = WIDE - 16, HIGH - BOTTOM

    def across(share: float) -> float:
        return LEFT + share * (right - LEFT)

    def up(value: float) -> float:
        return base - (base - TOP) * value / (top * 1.12)

    parts = [
        _patterns(),
        svg.tag("rect", x=LEFT, y=TOP, width=right - LEFT, height=base - TOP, rx=10, kind="plot"),
    ]
    for tenth in range(0, 11, 2):
        at = across(tenth / 10)
        parts.append(svg.tag("path", d=svg.path([(at, TOP), (at, base)]), kind="grid"))
        parts.append(svg.text(at, base + 18, percent(tenth / 10), anchor="middle"))
    for mark, words in money:
        parts.append(svg.tag("path", d=svg.path([(LEFT, up(mark)), (right, up(mark))]), kind="grid"))
        parts.append(svg.text(LEFT - 8, up(mark) + 4, words, anchor="end"))
    parts.append(svg.text((LEFT + right) / 2, HIGH - 6, x, kind="strong", anchor="middle"))
    parts.append(svg.text(LEFT, TOP - 14, y, kind="strong"))
    for point in sorted(points, key=lambda one: -one.size):
        radius = max(SMALL, BIG * sqrt(point.size / largest))
        parts.append(_bubble(point, across(point.x), up(point.y), radius))
    return svg.chart(WIDE, HIGH, title, parts, kind="bubbles", role="group")


def _bubble(point: Bubble, at: float, height: float, radius: float) -> Markup:
    inside = [
        svg.tag("title", f"{point.number}. {point.label}"),
        svg.tag("circle", cx=at, cy=height, r=radius, kind=f"bubble {HUES.get(point.horizon or 0, 'c5')}"),
    ]
    if point.horizon in (2, 3):
        inside.append(svg.tag("circle", cx=at, cy=height, r=radius, fill=f"url(#horizon-{point.horizon})"))
    if radius >= 9:
        inside.append(svg.text(at, height + 4, str(point.number), kind="name tag", anchor="middle"))
    return svg.tag("a", svg.join(inside), href=point.href)


def against(rows: Sequence[Against], *, title: str, width: float = 440) -> Markup:
    """One bar a row with a mark where its target is."""
    full = max([0.5, *(max(row.share, row.target) for row in rows)])
    room, parts = width, []
    for place, row in enumerate(rows):
        y, long = place * 52.0, row.share / full * room
        mark = min(row.target / full * room, room - 2)
        parts.append(svg.text(0, y + 14, row.label, kind="name"))
        parts.append(svg.text(width, y + 14, row.shown, anchor="end"))
        parts.append(svg.tag("rect", x=0, y=y + 22, width=room, height=12, rx=6, kind="track"))
        if long:
            parts.append(svg.tag("rect", x=0, y=y + 22, width=max(long, 3), height=12, rx=6, kind="bar"))
        parts.append(svg.tag("path", d=svg.path([(mark, y + 18), (mark, y + 38)]), kind="aim"))
    return svg.chart(width, max(1.0, len(rows) * 52.0), title, parts, kind="bars against")


def radar(rows: Sequence[Against], *, title: str) -> Markup:
    """Shares on one axis each, from the middle outward, and the shape of the targets behind."""
    full, size, reach = max([0.4, *(max(row.share, row.target) for row in rows)]), 300.0, 96.0
    turn = [2 * pi * place / max(1, len(rows)) - pi / 2 for place in range(len(rows))]

    def at(angle: float, share: float) -> tuple[float, float]:
        return size / 2 + cos(angle) * share / full * reach, size / 2 + sin(angle) * share / full * reach

    def shape(kind: str, shares: Sequence[float]) -> Markup:
        corners = [at(angle, share) for angle, share in zip(turn, shares, strict=True)]
        return svg.tag("path", d=svg.path(corners) + "Z", kind=kind)

    parts = [shape("grid", [full * ring / 4] * len(rows)) for ring in range(1, 5)]
    for angle, row in zip(turn, rows, strict=True):
        parts.append(svg.tag("path", d=svg.path([at(angle, 0), at(angle, full)]), kind="grid"))
        x, y = at(angle, full * 1.14)
        anchor = "middle" if abs(cos(angle)) < 0.3 else "start" if cos(angle) > 0 else "end"
        first, _space, rest = row.label.partition(" ")
        parts.append(
            svg.text(
                x, y + (0 if sin(angle) < -0.3 else 8) - (8 if rest else 0), first, kind="name", anchor=anchor
            )
        )
        if rest:
            parts.append(
                svg.text(x, y + (0 if sin(angle) < -0.3 else 8) + 6, rest, kind="name", anchor=anchor)
            )
    parts += [shape("wanted", [row.target for row in rows]), shape("given", [row.share for row in rows])]
    return svg.chart(
        size + 60, size, title, [svg.tag("g", svg.join(parts), transform="translate(30 0)")], kind="radar"
    )


def columns(rows: Sequence[tuple[str, Sequence[int]]], *, title: str, names: Sequence[str]) -> Markup:
    """A column a row, its whole numbers one above the other, in the order of `names`; every second label is written."""
    wide, high, base, top = 760.0, 200.0, 174.0, 12.0
    most = max([1, *(sum(counts) for _label, counts in rows)])
    step = (wide - 40) / max(1, len(rows))
    parts = []
    for mark in (one for one in svg.ticks(0, most) if one == int(one)):
        y = base - (base - top) * mark / most
        parts.append(svg.tag("path", d=svg.path([(36, y), (wide, y)]), kind="grid"))
        parts.append(svg.text(28, y + 4, f"{mark:g}", anchor="end"))
    for place, (label, counts) in enumerate(rows):
        x, floor = 40 + place * step, base
        for number, count in enumerate(counts):
            tall = (base - top) * count / most
            floor -= tall
            said = svg.tag("title", f"{label}: {names[number]} {count}")
            parts.append(
                svg.tag("rect", said, x=x + 4, y=floor, width=step - 8, height=tall, rx=3, kind=f"c{number}")
            )
        if place % 2 == 0:
            parts.append(svg.text(x + step / 2, high - 6, label, anchor="middle"))
    return svg.chart(wide, high, title, parts, kind="columns")
