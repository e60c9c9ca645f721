"""When a failed job is tried again."""

from __future__ import annotations

from datetime import timedelta

FIRST = 5.0
LONGEST = 3600.0


def back_off(tries: int, *, chance: float) -> timedelta:
    """The pause after the given number of tries (>= 1): 5 s, doubled each time, at most an hour.

    `chance` in 0..1 spreads it over 75 to 125 %, so that jobs that failed together do not come back together.
    """
    pause: float = min(FIRST * 2.0 ** min(tries - 1, 30), LONGEST)
    return timedelta(seconds=pause * (0.75 + 0.5 * chance))


def is_over(tries: int, *, retries: int) -> bool:
    """Whether a job that has failed `tries` times is given up."""
    return tries > retries
