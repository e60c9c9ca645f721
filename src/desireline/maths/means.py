"""The mean of a few numbers, and how far it can be trusted: Student's t, because few are what there is."""

from collections.abc import Sequence
from functools import lru_cache
from math import atan, cos, fsum, pi, sin, sqrt

from .intervals import Interval


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean. Raises ValueError for none."""
    if not values:
        raise ValueError("no values, no mean")
    return fsum(values) / len(values)


def mean_interval(
    values: Sequence[float], *, confidence: float = 0.95, within: Interval | None = None
) -> Interval | None:
    """Student's t interval of the mean: mean ± t(n - 1) · s / √n, with s² = Σ(x - mean)² / (n - 1).

    None for fewer than two values: one says nothing about the next. All alike gives a point, which is as far as the
    numbers go. `within` cuts the ends to the scale (0 to 10). Values are taken as drawn from many who might have
    been asked, roughly normal; with two values the factor is 12.7, and the interval says so by its width.
    """
    n = len(values)
    if n < 2:
        return None
    centre = mean(values)
    spread = sqrt(fsum((value - centre) ** 2 for value in values) / (n - 1))
    margin = t_quantile(0.5 + confidence / 2, n - 1) * spread / sqrt(n)
    low, high = centre - margin, centre + margin
    return Interval(max(low, within.low), min(high, within.high)) if within else Interval(low, high)


@lru_cache(maxsize=256)
def t_quantile(p: float, df: int) -> float:
    """The value below which a share `p` of Student's t with `df` degrees of freedom lies, to 12 digits.

    The distribution function of whole `df` is a finite sum (Abramowitz and Stegun 26.7.3 and 26.7.4); it is inverted by
    halving. Raises ValueError unless 0 < p < 1 and df >= 1.
    """
    if not 0 < p < 1 or df < 1:
        raise ValueError(f"p must lie between 0 and 1 and df must be at least 1, got {p} and {df}")
    if p < 0.5:
        return -t_quantile(1 - p, df)
    low, high = 0.0, 1.0
    while t_cdf(high, df) < p:
        low, high = high, high * 2
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if t_cdf(middle, df) < p else (low, middle)
    return (low + high) / 2


def t_cdf(t: float, df: int) -> float:
    """The share of Student's t with `df` (>= 1) degrees of freedom that lies below `t`."""
    angle = atan(t / sqrt(df))
    square = cos(angle) ** 2
    even = df % 2 == 0
    term = sin(angle) if even else sin(angle) * cos(angle)
    total = term if df > 1 else 0.0
    for k in range(3 if even else 4, df, 2):
        term *= square * (k - 2) / (k - 1)
        total += term
    return 0.5 + (total / 2 if even else (angle + total) / pi)
