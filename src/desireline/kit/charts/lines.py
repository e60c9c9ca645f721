"""Values over time: a line chart with round ticks, and the spark that sits in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from desireline.kit.charts import svg


@dataclass(frozen=True, slots=True)
class Series:
    """Values at even distances; None is a gap. `low` and `high` draw a band of uncertainty."""

    label: str
    values: Sequence[float | None]
    low: Sequence[float] = ()
    high: Sequence[float] = ()


def _runs(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """The stretches between gaps."""
    found: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            found.append([])
        else:
            found[-1].append(point)
    return [run for run in found if run]


def _reach(series: Sequence[Series], zero: bool) -> tuple[float, float]:
    every = [
        v for one in series for values in (one.values, one.low, one.high) for v in values if v is not None
    ]
    low, high = min(every, default=0.0), max(every, default=1.0)
    low = min(low, 0.0) if zero else low
    return (low, high) if high > low else (low, low + 1)


def line(
    series: Sequence[Series],
    along: Sequence[str],
    *,
    title: str,
    width: float = 480,
    height: float = 200,
    zero: bool = True,
) -> Markup:
    """Draw each series over the labels in `along`; at most seven labels are written."""
    low, high = _reach(series, zero)
    marks = svg.ticks(low, high)
    high, low = max(high, marks[-1]), min(low, marks[0])
    left, right, top, bottom = 44.0, width - 10, 12.0, height - 26

    def x(place: int) -> float:
        return left + (right - left) * (place / max(1, len(along) - 1))

    def y(value: float) -> float:
        return bottom - (bottom - top) * (value - low) / (high - low)

    parts = []
    for mark in marks:
        parts.append(svg.tag("path", d=svg.path([(left, y(mark)), (right, y(mark))]), kind="grid"))
        parts.append(svg.text(left - 8, y(mark) + 4, f"{mark:g}", anchor="end"))
    each = max(1, -(-len(along) // 7))
    for place in range(0, len(along), each):
        anchor = "start" if place == 0 else "end" if place == len(along) - 1 else "middle"
        parts.append(svg.text(x(place), height - 6, along[place], anchor=anchor))
    for place, one in enumerate(series):
        if one.low and one.high:
            edge = [(x(i), y(v)) for i, v in enumerate(one.high)]
            edge += [(x(i), y(v)) for i, v in reversed(list(enumerate(one.low)))]
            parts.append(svg.tag("path", d=svg.path(edge) + "Z", kind="spread"))
        runs = _runs([None if v is None else (x(i), y(v)) for i, v in enumerate(one.values)])
        named = svg.tag("title", one.label)
        parts += [svg.tag("path", named, d=svg.path(run), kind=f"trace c{place % 6}") for run in runs]
    return svg.chart(width, height, title, parts, kind="line")


def spark(values: Sequence[float], *, title: str, width: float = 120, height: float = 32) -> Markup:
    """A line without axes, its last value marked."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    span = (high - low) or 1
    points = [
        (3 + (width - 8) * i / max(1, len(values) - 1), height - 4 - (height - 8) * (v - low) / span)
        for i, v in enumerate(values)
    ]
    if not points:
        return svg.chart(width, height, title, [], kind="spark")
    under = [*points, (points[-1][0], height), (points[0][0], height)]
    parts = [
        svg.tag("path", d=svg.path(under) + "Z", kind="under"),
        svg.tag("path", d=svg.path(points), kind="trace"),
        svg.tag("circle", cx=points[-1][0], cy=points[-1][1], r=3),
    ]
    return svg.chart(width, height, title, parts, kind="spark")
