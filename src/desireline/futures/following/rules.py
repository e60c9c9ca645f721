"""When a number is news."""

from __future__ import annotations


def milestone(count: int) -> bool:
    """Whether so many people are a round number: 1, 5, 10, 25, 50, 100, 250, 500, 1000 and so on."""
    while count >= 100 and count % 10 == 0:
        count //= 10
    return count in {1, 5, 10, 25, 50}
