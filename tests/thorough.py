"""How much is tried: an everyday run takes a share of what is the same over and over, `make thorough` all of it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")
THOROUGH = os.environ.get("THOROUGH") == "yes"


def share(values: Iterable[T], number: int, of: int) -> list[T]:
    """Each `of`-th of the values, from the `number`-th on (counted round), or all of them."""
    every = list(values)
    return every if THOROUGH else every[number % of :: of]
