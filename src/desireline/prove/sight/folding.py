"""Which branches are open, as the address says it: `open` and `shut` name what differs from the start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from desireline.maths.tree import Tree, open_at_first, size_of, unfolded
from desireline.prove.sight.readings import Reading

BUDGET, BOTH_WAYS, MOST = 46, 26, 120  # boxes at first, and around one node; keys that an address may name
BOXES = 1500  # that are drawn at most: half a megabyte, and more than a screen or a sheet of paper tells
EVERYTHING = "all"


@dataclass(frozen=True, slots=True)
class Folding:
    """What is open now, and the address of the page with one branch opened or folded. `away`: how many do not show."""

    opened: frozenset[str]
    start: frozenset[str]
    all: bool
    more: list[str]
    less: list[str]
    address: str
    kept: tuple[tuple[str, str], ...]
    away: int

    @property
    def full(self) -> bool:
        """There is no room for all that is to be open."""
        return self.all and not self.less and self.away > 0

    def onward(self, after: str) -> str:
        """The address of the page that goes on after this key of the first level."""
        kept = {**dict(self.kept), "after": after}
        return f"{self.address}?{urlencode(kept, safe=':^')}"

    def beginning(self) -> str:
        """The address of the page from the first key of the first level on, as it opens."""
        kept = {name: value for name, value in self.kept if name != "after"}
        return f"{self.address}?{urlencode(kept)}" if kept else self.address

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
        params = [urlencode(self.kept, safe=":^")] if self.kept else []
        if more:
            params.append("open=" + ",".join(more))  # keys need no quoting
        if less:
            params.append("shut=" + ",".join(less))
        return f"{self.address}?{'&'.join(params)}" if params else self.address


def fold(
    reading: Reading, given: Mapping[str, str], *, address: str, kept: Mapping[str, str]
) -> tuple[Folding, Tree]:
    """What the address asks for, and the places of the tree that show."""
    root, down = reading.root, reading.down
    known = {key for key, below in down.items() if below}
    asked = given.get("open", "").split(",")[:MOST]
    everything = EVERYTHING in asked
    budget = BUDGET if reading.sides is None else BOTH_WAYS
    start = known if everything else open_at_first(root, down, budget=budget)
    shut = set(given.get("shut", "").split(",")[:MOST])
    opened = ((start | set(asked)) & known) - shut | {root}
    places = unfolded(root, down, opened=opened, most=BOXES)
    found = Folding(
        opened=frozenset(opened),
        start=frozenset(start),
        all=everything,
        more=([EVERYTHING] if everything else []) + sorted(opened - start),
        less=sorted(start - opened),
        address=address,
        kept=tuple(kept.items()),
        away=size_of(root, down) - places.drawn,
    )
    return found, places
