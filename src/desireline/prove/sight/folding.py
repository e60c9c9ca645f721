"""Which branches are open, as the address says it: `open` and `shut` name what differs from the start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from desireline.maths.tree import Tree, folded, open_at_first

BUDGET, MOST = 46, 120  # boxes at first; keys that an address may name
EVERYTHING = "all"


@dataclass(frozen=True, slots=True)
class Folding:
    """What is open now, and the address of the page with one branch opened or folded."""

    opened: frozenset[str]
    start: frozenset[str]
    all: bool
    address: str
    kept: tuple[tuple[str, str], ...]

    def turned(self, key: str) -> str:
        """The address of the page on which this branch is the other way round."""
        opened = self.opened ^ {key}
        more, less = sorted(opened - self.start), sorted(self.start - opened)
        return self._at(([EVERYTHING] if self.all else []) + more, less)

    def whole(self) -> str:
        """The address of the page with every branch open."""
        return self._at([EVERYTHING], [])

    def first(self) -> str:
        """The address of the page as it opens."""
        return self._at([], [])

    def _at(self, more: list[str], less: list[str]) -> str:
        params = dict(self.kept)
        if more:
            params["open"] = ",".join(more)
        if less:
            params["shut"] = ",".join(less)
        return f"{self.address}?{urlencode(params, safe=':,^')}" if params else self.address


def fold(
    tree: Tree, given: Mapping[str, str], *, address: str, kept: Mapping[str, str]
) -> tuple[Folding, Tree]:
    """What the address asks for, and the places of the tree that show."""
    known = {key for key, below in zip(tree.keys, tree.below, strict=True) if below}
    asked = given.get("open", "").split(",")[:MOST]
    start = known if EVERYTHING in asked else open_at_first(tree, budget=BUDGET)
    shut = set(given.get("shut", "").split(",")[:MOST])
    opened = ((start | set(asked)) & known) - shut | {tree.keys[0]}
    everything = EVERYTHING in asked
    found = Folding(frozenset(opened), frozenset(start), everything, address, tuple(kept.items()))
    return found, folded(tree, opened)
