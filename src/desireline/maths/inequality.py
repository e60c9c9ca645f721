"""How evenly something is shared out among people, and how far that, or a mean, can be trusted: by drawing again."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from .intervals import Interval

__all__ = ["gini", "gini_interval", "mean_redrawn"]

Floats = NDArray[np.float64]
DRAWS = 400


def gini(values: Sequence[float]) -> float:
    """The Gini coefficient of values >= 0: 0 where all have the same, (n - 1) / n where one has everything.

    2 Σ i x(i) / (n Σ x) - (n + 1) / n, with x(i) in rising order. Raises ValueError for none, or where all are 0.
    """
    levels, counts = _levels(values)
    if not len(levels) or levels[-1] == 0:
        raise ValueError("nothing is shared out")
    return float(_gini(levels, counts[None, :])[0])


def gini_interval(values: Sequence[float], *, seed: int = 0, draws: int = DRAWS) -> Interval:
    """The middle 95 % of the coefficient among samples drawn again from the same people (percentile bootstrap, Efron).

    People are drawn with replacement, `draws` times. Raises ValueError as `gini` does.
    """
    gini(values)
    return _redrawn(values, _gini, seed, draws)


def mean_redrawn(values: Sequence[float], *, seed: int = 0, draws: int = DRAWS) -> Interval:
    """The same for the mean: for counts per person, which are far from normal. Raises ValueError for none."""
    if not len(values):
        raise ValueError("no values, no mean")
    return _redrawn(values, _mean, seed, draws)


def _levels(values: Sequence[float]) -> tuple[Floats, Floats]:
    """Different values in rising order and how often each is there: people who gave the same need no place each."""
    levels, counts = np.unique(np.asarray(values, np.float64), return_counts=True)
    return levels, counts.astype(np.float64)


def _redrawn(
    values: Sequence[float], of: Callable[[Floats, Floats], Floats], seed: int, draws: int
) -> Interval:
    levels, counts = _levels(values)
    n = int(counts.sum())
    drawn = np.random.default_rng(seed).multinomial(n, counts / n, size=draws).astype(np.float64)
    low, high = np.quantile(of(levels, drawn), (0.025, 0.975))
    return Interval(float(low), float(high))


def _mean(levels: Floats, counts: Floats) -> Floats:
    found: Floats = counts @ levels / counts.sum(axis=1)
    return found


def _gini(levels: Floats, counts: Floats) -> Floats:
    """One coefficient a row of counts. A level's ranks run from the people below it to those up to it."""
    upto = np.cumsum(counts, axis=1)
    ranks = counts * (2 * upto - counts + 1) / 2
    n, whole = upto[:, -1], counts @ levels
    found: Floats = np.where(
        whole > 0, 2 * (ranks @ levels) / (n * np.maximum(whole, 1e-300)) - (n + 1) / n, 0
    )
    return found
