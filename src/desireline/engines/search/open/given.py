"""What an engine is given by the product."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Embed = Callable[[Sequence[str]], Any]


@dataclass(frozen=True, slots=True)
class Given:
    """`own_words()` is the list of other words. `embed` and `keep` turn texts into directions, for what is asked and
    for what stays; None without a model. `way()` says how the index compares them."""

    own_words: Callable[[], str] = str
    embed: Embed | None = None
    keep: Embed | None = None
    way: Callable[[], str] = str
