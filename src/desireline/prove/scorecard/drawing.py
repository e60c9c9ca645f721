"""A small chart of twelve points with their intervals. Numbers in, SVG out."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from desireline.kit.charts import svg

WIDE, HIGH, EDGE, BASE = 240.0, 76.0, 6.0, 62.0
Point = tuple[float | None, float | None, float | None]


def small(points: Sequence[Point], *, title: str, first: str, last: str, most: float | None = None) -> Markup:
    """`points` are (estimate, low, high); None is a gap. The scale begins at 0, or at the lowest point below it.

    `most` is the end of the scale, if it has one. The first and the last point are written below.
    """
    known = [value for point in points for value in point if value is not None]
    top = max([*known, 1e-9]) if most is None else min(most, max([*known, most * 0.1]) * 1.1)

    def x(place: int) -> float:
        return EDGE + (WIDE - 2 * EDGE) * place / max(1, len(points) - 1)

    def y(value: float) -> float:
        return BASE - (BASE - EDGE) * min(max(value, 0.0), top) / top

    parts = [svg.tag("path", d=svg.path([(0, BASE), (WIDE, BASE)]), kind="grid")]
    for place, (_middle, low, high) in enumerate(points):
        if low is not None and high is not None:
            parts.append(
                svg.tag("path", d=svg.path([(x(place), y(low)), (x(place), y(high))]), kind="whisker")
            )
    for run in _runs(
        [None if one is None else (x(n), y(one)) for n, (one, _low, _high) in enumerate(points)]
    ):
        if len(run) > 1:
            parts.append(svg.tag("path", d=svg.path(run), kind="trace c0"))
        parts += [svg.tag("circle", cx=at, cy=up, r=2.2, kind="point") for at, up in run]
    parts.append(svg.text(0, HIGH - 2, first))
    parts.append(svg.text(WIDE, HIGH - 2, last, anchor="end"))
    return svg.chart(WIDE, HIGH, title, parts, kind="small")


def _runs(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    found: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            found.append([])
        else:
            found[-1].append(point)
    return [run for run in found if run]
