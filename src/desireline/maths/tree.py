"""Trees made of graphs, which of their branches are open, and how much of them is drawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

Edges = Mapping[str, Sequence[str]]
REST = "+"  # begins the key of a place that stands for what is left of a branch
FEW = 12  # children that an open branch shows at least, where it shows any


@dataclass(frozen=True, slots=True)
class Tree:
    """Places in the order of reading: place 0 is the root, `parents[i] < i`, the root's is -1; `keys` may repeat.

    `below[i]` counts the children of a place also where they are not in this tree. A place whose key begins with `REST`
    is the last of its branch and stands for as many as its `below` says.
    """

    keys: list[str]
    parents: list[int]
    below: list[int]

    def children(self) -> list[list[int]]:
        """The places under each place that are in this tree."""
        found: list[list[int]] = [[] for _ in self.keys]
        for place, parent in enumerate(self.parents):
            if parent >= 0:
                found[parent].append(place)
        return found

    def depths(self) -> list[int]:
        """How far each place is from the root."""
        found: list[int] = []
        for parent in self.parents:
            found.append(found[parent] + 1 if parent >= 0 else 0)
        return found

    @property
    def drawn(self) -> int:
        """How many places there are, without those that stand for others."""
        return sum(not key.startswith(REST) for key in self.keys)


def reduced(down: Edges) -> dict[str, list[str]]:
    """The edges without shortcuts: a -> c goes where a -> b and b leads to c (transitive reduction).

    In a circle nothing is lost that could be reached before from outside of it. Cost: what lies above the nodes, once
    for all that hang on the same ones; with circles the sum of all branches.
    """
    found = {top: list(dict.fromkeys(children)) for top, children in down.items()}
    above: dict[str, list[str]] = {}
    for top, children in found.items():
        for child in children:
            above.setdefault(child, []).append(top)
    order = _from_above(found, above)
    if order is None:
        return _reduced_circles(found)
    longer: dict[str, set[str]] = {}
    over: dict[str, frozenset[str]] = {}
    seen: dict[tuple[str, ...], tuple[frozenset[str], frozenset[str]]] = {(): (frozenset(), frozenset())}
    for key in order:
        tops = tuple(above.get(key, ()))
        if tops not in seen:
            higher = frozenset[str]().union(*(over[top] for top in tops))
            seen[tops] = higher.union(tops), higher.intersection(tops)
        over[key], needless = seen[tops]
        for top in needless:
            longer.setdefault(top, set()).add(key)
    for top, gone in longer.items():
        found[top] = [child for child in found[top] if child not in gone]
    return found


def _from_above(down: Edges, above: Edges) -> list[str] | None:
    """All nodes, each after all that are above it; None where there is a circle."""
    waits = {key: len(tops) for key, tops in above.items()}
    order = [key for key in down if key not in waits]
    for key in order:
        for child in down.get(key, ()):
            waits[child] -= 1
            if not waits[child]:
                order.append(child)
    return order if len(order) == len(down.keys() | waits.keys()) else None


def _reduced_circles(down: Edges) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for top, children in down.items():
        direct = set(children)
        longer: set[str] = set()
        for child in children:
            longer |= _under(child, down, skip=top) & direct
        found[top] = [child for child in children if child not in longer]
    return found


def _under(start: str, down: Edges, *, skip: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(down.get(start, ()))
    while waiting:
        key = waiting.pop()
        if key not in seen and key not in (start, skip):
            seen.add(key)
            waiting += down.get(key, ())
    return seen


def size_of(root: str, down: Edges) -> int:
    """How many places the graph has from the root on as a tree: what several branches share counts in each.

    Each node is looked at once. Circles end where they close; what else hangs on them may count less than shows.
    """
    sizes: dict[str, int] = {}
    begun: set[str] = set()
    waiting = [root]
    while waiting:
        key = waiting[-1]
        children = down.get(key, ())
        if key in begun:
            waiting.pop()
            if key not in sizes:
                sizes[key] = 1 + sum([sizes.get(child, 0 if child in begun else 1) for child in children])
        else:
            begun.add(key)
            waiting += [child for child in children if child in down and child not in begun]
    return sizes[root]


def open_at_first(root: str, down: Edges, *, budget: int) -> set[str]:
    """Keys that are open before anybody says otherwise: level by level, while at most `budget` places show.

    The root is always open.
    """
    level = list(down.get(root, ()))
    found, shown = {root}, 1 + len(level)
    while level:
        more = sum(len(down.get(key, ())) for key in level)
        if not more or shown + more > budget:
            break
        shown += more
        found.update(key for key in level if down.get(key))
        level = [child for key in level for child in down.get(key, ())]
    return found


def unfolded(root: str, down: Edges, *, opened: Collection[str] | None = None, most: int = 20_000) -> Tree:
    """The graph from the root on as a tree: what several branches share stands in each. Circles end where they close.

    Of it the places that show: those whose parents are all open (`opened`; None: all are). The root always is. Level by
    level `most` places are shared out: of a branch that has more than its share the first ones, and one more place that
    stands for the rest; where there is no room left, branches stay shut.
    """
    keys, parents, inner = [root], [-1], [_inner(root, down, {root})]
    made: list[list[int]] = [[]]
    level, left = [0], most - 1
    while level:
        wide = [
            place
            for place in level
            if inner[place] and (not place or opened is None or keys[place] in opened)
        ]
        share = max(FEW, _share([len(inner[place]) for place in wide], left))
        level = []
        for place in wide:
            count = len(inner[place])
            part = inner[place][: count if count <= min(share + 1, left) else max(0, min(share, left - 1))]
            if not part:
                break
            above = _trail(place, keys, parents)
            for key in part:
                made[place].append(len(keys))
                level.append(len(keys))
                keys.append(key)
                parents.append(place)
                inner.append(_inner(key, down, above | {key}))
                made.append([])
            left -= len(part) + (len(part) < count)
    return _in_order(keys, inner, made)


def _inner(key: str, down: Edges, trail: Collection[str]) -> list[str]:
    return [child for child in down.get(key, ()) if child not in trail]


def _trail(place: int, keys: list[str], parents: list[int]) -> set[str]:
    found = set()
    while place >= 0:
        found.add(keys[place])
        place = parents[place]
    return found


def _share(counts: list[int], room: int) -> int:
    """How many each may have at most, so that all together have room, with a place for the rest of each."""
    room -= len(counts) if sum(counts) > room else 0
    for place, count in enumerate(sorted(counts)):
        each = room // (len(counts) - place)
        if count > each:
            return each
        room -= count
    return max(counts, default=0)


def _in_order(keys: list[str], inner: list[list[str]], made: list[list[int]]) -> Tree:
    """The places in the order of reading, each rest at the end of its branch."""
    tree = Tree([], [], [])
    waiting = [(0, -1)]
    while waiting:
        place, parent = waiting.pop()
        here = len(tree.keys)
        tree.parents.append(parent)
        if place < 0:
            key = ~place
            tree.keys.append(REST + keys[key])
            tree.below.append(len(inner[key]) - len(made[key]))
            continue
        tree.keys.append(keys[place])
        tree.below.append(len(inner[place]))
        if made[place]:
            if len(made[place]) < len(inner[place]):
                waiting.append((~place, here))
            waiting += [(child, here) for child in reversed(made[place])]
    return tree
