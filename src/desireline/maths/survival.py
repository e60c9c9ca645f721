"""How long something takes, where for some it is not over yet: Kaplan and Meier's estimate and its median."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Median", "Survival", "kaplan_meier", "median_time"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
HALF = 0.5 + 1e-12  # what floats add: a survival of exactly one half is reached


@dataclass(frozen=True, slots=True)
class Survival:
    """The share that is not there yet after each time at which somebody got there; `error` is Greenwood's sum."""

    times: Floats
    share: Floats
    error: Floats


@dataclass(frozen=True, slots=True)
class Median:
    """After how long half of `n` are there. None: not known, because too many are still on their way."""

    n: int
    ended: int
    estimate: float | None
    low: float | None
    high: float | None


def kaplan_meier(times: Sequence[float] | Floats, ended: Sequence[bool] | Flags) -> Survival:
    """The product-limit estimate (Kaplan and Meier 1958) with Greenwood's sum of d / (n (n - d)).

    `times` >= 0 in any unit: until the end, or, where `ended` is False, until it was last known not to have ended.
    Who was last seen at the time of an end was still at risk then. Raises ValueError for unequal lengths.
    """
    if len(times) != len(ended):
        raise ValueError(f"as many ends as times are needed, got {len(ended)} and {len(times)}")
    at, done = np.asarray(times, np.float64), np.asarray(ended, np.bool_)
    moments, deaths = np.unique(at[done], return_counts=True)
    risk = len(at) - np.searchsorted(np.sort(at), moments, side="left")
    left = risk - deaths
    with np.errstate(divide="ignore"):
        error = np.cumsum(np.where(left > 0, deaths / (risk * np.maximum(left, 1)), np.inf))
    share: Floats = np.cumprod(left / np.maximum(risk, 1), dtype=np.float64)
    return Survival(moments, share, error)


def median_time(times: Sequence[float] | Floats, ended: Sequence[bool] | Flags, z: float = 1.96) -> Median:
    """The first time at which at most half are left, with the interval of Brookmeyer and Crowley (1982).

    The interval holds the times at which the survival does not differ from one half, on the log(-log) scale
    (Borgan and Liestøl 1990: right for small numbers). Where nobody is left its upper end says nothing more.
    """
    found = kaplan_meier(times, ended)
    n, count = len(times), int(np.sum(np.asarray(ended, np.bool_)))
    if not len(found.times):
        return Median(n, count, None, None, None)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = found.share
        wide = np.exp(z * np.sqrt(found.error) / np.abs(np.log(share)))
        lower = np.where(share > 0, share**wide, 0.0)
        upper = np.where(share > 0, share ** (1 / wide), 1.0)
    return Median(n, count, *(_first(found.times, line) for line in (share, lower, upper)))


def _first(times: Floats, line: Floats) -> float | None:
    reached = np.flatnonzero(line <= HALF)
    return float(times[reached[0]]) if len(reached) else None
