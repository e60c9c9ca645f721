"""The opportunity landscape: importance along, satisfaction up, the bands of the score behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from desireline.kit.charts import svg

SIZE, LEFT, TOP, RIGHT, BOTTOM = 520.0, 46.0, 14.0, 14.0, 44.0


@dataclass(frozen=True, slots=True)
class Point:
    """One outcome on 0..10 scales. The whiskers are drawn where both ends are given."""

    x: float
    y: float
    label: str
    x_low: float | None = None
    x_high: float | None = None
    y_low: float | None = None
    y_high: float | None = None
    href: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What is written on the chart; the caller translates."""

    title: str = "Opportunity landscape"
    x: str = "Importance"
    y: str = "Satisfaction"
    under: str = "Underserved"
    over: str = "Overserved"


Box = tuple[float, float, float, float]


def _x(value: float) -> float:
    return LEFT + value / 10 * SIZE


def _y(value: float) -> float:
    return TOP + (10 - value) / 10 * SIZE


def _band(score: float) -> list[tuple[float, float]]:
    """The region below the diagonal where importance + (importance - satisfaction) >= score, as corners."""
    corners = [(score / 2, 0.0), (10.0, 0.0), (10.0, min(10.0, 20 - score))]
    if score < 10:
        corners.append((10.0, 10.0))
        corners.append((score, score))
    return corners


def _backdrop(bands: Sequence[float], words: Words) -> list[Markup]:
    parts = [svg.tag("rect", x=LEFT, y=TOP, width=SIZE, height=SIZE, rx=10, kind="plot")]
    above = [(_x(0), _y(0)), (_x(0), _y(10)), (_x(10), _y(10))]
    parts.append(svg.tag("path", d=svg.path(above) + "Z", kind="over"))
    for place, score in enumerate(sorted(band for band in bands if band < 20)[:3], start=1):
        corners = [(_x(x), _y(y)) for x, y in _band(score)]
        parts.append(svg.tag("path", d=svg.path(corners) + "Z", kind=f"band-{place}"))
    for value in range(0, 11, 2):
        parts.append(svg.tag("path", d=svg.path([(_x(value), _y(0)), (_x(value), _y(10))]), kind="grid"))
        parts.append(svg.tag("path", d=svg.path([(_x(0), _y(value)), (_x(10), _y(value))]), kind="grid"))
        parts.append(svg.text(_x(value), TOP + SIZE + 18, str(value), anchor="middle"))
        parts.append(svg.text(LEFT - 8, _y(value) + 4, str(value), anchor="end"))
    parts.append(svg.tag("path", d=svg.path([(_x(0), _y(0)), (_x(10), _y(10))]), kind="diagonal"))
    parts.append(svg.text(_x(10) - 10, _y(0) - 10, words.under, kind="zone", anchor="end"))
    parts.append(svg.text(_x(0) + 10, TOP + 20, words.over, kind="zone"))
    parts.append(svg.text(_x(5), TOP + SIZE + 38, words.x, kind="strong", anchor="middle"))
    turned = svg.tag(
        "text",
        words.y,
        x=0,
        y=0,
        kind="strong",
        text_anchor="middle",
        transform=f"translate(12 {_y(5)}) rotate(-90)",
    )
    return [*parts, turned]


def _whiskers(point: Point) -> list[Markup]:
    parts = []
    if point.x_low is not None and point.x_high is not None:
        ends = [(_x(point.x_low), _y(point.y)), (_x(point.x_high), _y(point.y))]
        parts.append(svg.tag("path", d=svg.path(ends), kind="whisker"))
    if point.y_low is not None and point.y_high is not None:
        ends = [(_x(point.x), _y(point.y_low)), (_x(point.x), _y(point.y_high))]
        parts.append(svg.tag("path", d=svg.path(ends), kind="whisker"))
    return parts


def _touches(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _place(point: Point, taken: list[Box]) -> tuple[float, float, str, Box] | None:
    """A free spot for the label, tried clockwise from the right; None where there is none."""
    wide, x, y = 6.6 * len(point.label), _x(point.x), _y(point.y)
    for dx, dy, anchor in (
        (12, 4, "start"), (-12, 4, "end"), (0, -13, "middle"), (0, 22, "middle"),
        (10, -9, "start"), (10, 17, "start"), (-10, -9, "end"), (-10, 17, "end"),
    ):  # fmt: skip
        start = x + dx - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        box = (start - 2, y + dy - 11, start + wide + 2, y + dy + 4)
        inside = box[0] >= LEFT and box[2] <= LEFT + SIZE and box[1] >= TOP and box[3] <= TOP + SIZE
        if inside and not any(_touches(box, other) for other in taken):
            return x + dx, y + dy, anchor, box
    return None


def landscape(
    points: Sequence[Point], *, bands: Sequence[float] = (10, 12, 15), words: Words | None = None
) -> Markup:
    """Draw outcomes on the landscape; labels without room are left to the point's title and the table."""
    words = words or Words()
    taken: list[Box] = [(_x(p.x) - 8, _y(p.y) - 8, _x(p.x) + 8, _y(p.y) + 8) for p in points]
    parts = _backdrop(bands, words)
    role = "group" if any(point.href for point in points) else "img"
    parts += [whisker for point in points for whisker in _whiskers(point)]
    for point in points:
        inside = [
            svg.tag("title", f"{point.label}: {words.x} {point.x:.1f}, {words.y} {point.y:.1f}"),
            svg.tag("circle", cx=_x(point.x), cy=_y(point.y), r=6.5, kind=f"point {point.kind}".strip()),
        ]
        if spot := _place(point, taken):
            x, y, anchor, box = spot
            taken.append(box)
            inside.append(svg.text(x, y, point.label, kind="name tag", anchor=anchor))
        parts.append(svg.tag("a" if point.href else "g", svg.join(inside), href=point.href))
    return svg.chart(
        LEFT + SIZE + RIGHT, TOP + SIZE + BOTTOM, words.title, parts, kind="landscape", role=role
    )
