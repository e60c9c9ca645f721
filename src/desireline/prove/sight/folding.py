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
    more: list[str]
    less: list[str]
    address: str
    kept: tuple[tuple[str, str], ...]

    def turned(self, key: str) -> str:
        """The address of the page on which this branch is the other way round."""
        if (key in self.opened) == (key in self.start):  # it differs from the start from then on
            more, less = self.more, self.less
            return self._at([*more, key], less) if key not in self.start else self._at(more, [*less, key])
        return self._at([one for one in self.more if one != key], [one for one in self.less if one != key])

    def whole(self) -> str:
        """The address of the page with every branch open."""
        return self._at([EVERYTHING], [])

    def first(self) -> str:
        """The address of the page as it opens."""
        return self._at([], [])

    def _at(self, more: list[str], less: list[str]) -> str:
        params = [urlencode(self.kept)] if self.kept else []
        if more:
            params.append("open=" + ",".join(more))  # keys need no quoting
        if less:
            params.append("shut=" + ",".join(less))
        return f"{self.address}?{'&'.join(params)}" if params else self.address


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
    found = Folding(
        opened=frozenset(opened),
        start=frozenset(start),
        all=everything,
        more=([EVERYTHING] if everything else []) + sorted(opened - start),
        less=sorted(start - opened),
        address=address,
        kept=tuple(kept.items()),
    )
    return found, folded(tree, opened)
