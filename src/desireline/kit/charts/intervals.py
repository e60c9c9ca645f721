"""Estimates with their uncertainty: a dot and its interval on one row each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from desireline.kit.charts import svg


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate between `low` and `high`; `shown` is how it is written at the end of the row."""

    label: str
    value: float
    low: float
    high: float
    shown: str = ""
    tied: bool = False


def intervals(
    rows: Sequence[Interval],
    *,
    title: str,
    width: float = 430,
    reach: tuple[float, float] | None = None,
    mark: float | None = None,
) -> Markup:
    """Dots with whiskers on one common axis. `mark` draws a line to compare with (a mean, a zero)."""
    low = reach[0] if reach else min((row.low for row in rows), default=0.0)
    high = reach[1] if reach else max((row.high for row in rows), default=1.0)
    span, step, right = (high - low) or 1.0, 42.0, width - 60
    bottom = max(1, len(rows)) * step

    def x(value: float) -> float:
        return 8 + (right - 8) * (min(max(value, low), high) - low) / span

    parts = []
    for tick in svg.ticks(low, high):
        parts.append(svg.tag("path", d=svg.path([(x(tick), 0), (x(tick), bottom)]), kind="grid"))
        parts.append(svg.text(x(tick), bottom + 16, f"{tick:g}", anchor="middle"))
    if mark is not None:
        parts.append(svg.tag("path", d=svg.path([(x(mark), 0), (x(mark), bottom)]), kind="diagonal"))
    for place, row in enumerate(rows):
        y = place * step
        ends = [(x(row.low), y + 28), (x(row.high), y + 28)]
        kind = "point c5" if row.tied else "point"
        parts.append(svg.text(8, y + 14, row.label, kind="name tag"))
        parts.append(svg.tag("path", d=svg.path(ends), kind="whisker"))
        parts.append(svg.tag("circle", cx=x(row.value), cy=y + 28, r=6, kind=kind))
        parts.append(svg.text(width, y + 32, row.shown or f"{row.value:.1f}", kind="strong", anchor="end"))
    return svg.chart(width, bottom + 22, title, parts, kind="intervals")
