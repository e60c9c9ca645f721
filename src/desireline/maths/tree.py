"""Trees made of graphs, and which of their branches are open."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

Edges = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Tree:
    """Places in the order of reading: place 0 is the root, `parents[i] < i`, the root's is -1; `keys` may repeat.

    `below[i]` counts the children of a place also where they are folded away.
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


def reduced(down: Edges) -> dict[str, list[str]]:
    """The edges without shortcuts: a -> c goes where a -> b and b leads to c (transitive reduction).

    In a circle nothing is lost that could be reached before from outside of it. Cost: the sum of all branches.
    """
    found: dict[str, list[str]] = {}
    for top, children in down.items():
        direct = set(children)
        longer: set[str] = set()
        for child in children:
            longer |= _under(child, down, skip=top) & direct
        found[top] = [child for child in dict.fromkeys(children) if child not in longer]
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


def unfolded(root: str, down: Edges, *, most: int = 20_000) -> Tree:
    """The graph from the root on as a tree: what several branches share stands in each. Circles end where they close.

    At most `most` places, so that a graph that shares a lot does not explode.
    """
    keys, parents, below = [root], [-1], [0]
    trail: list[tuple[int, list[str]]] = [(0, list(reversed(down.get(root, ()))))]
    on_trail = {root}
    while trail:
        place, waiting = trail[-1]
        if not waiting or len(keys) >= most:
            on_trail.discard(keys[place])
            trail.pop()
            continue
        key = waiting.pop()
        if key in on_trail:
            continue
        keys.append(key)
        parents.append(place)
        below.append(0)
        below[place] += 1
        on_trail.add(key)
        trail.append((len(keys) - 1, list(reversed(down.get(key, ())))))
    return Tree(keys, parents, below)


def open_at_first(tree: Tree, *, budget: int) -> set[str]:
    """Keys that are open before anybody says otherwise: level by level, while at most `budget` places show.

    The root is always open.
    """
    depths = tree.depths()
    levels: list[list[int]] = [[] for _ in range(max(depths) + 1)]
    for place, depth in enumerate(depths):
        levels[depth].append(place)
    found, shown = {tree.keys[0]}, 1 + tree.below[0]
    for level in levels[1:]:
        more = sum(tree.below[place] for place in level)
        if not more or shown + more > budget:
            break
        shown += more
        found |= {tree.keys[place] for place in level if tree.below[place]}
    return found


def folded(tree: Tree, opened: Collection[str]) -> Tree:
    """Only the places that show: those whose parents are all open. The root always is."""
    new: dict[int, int] = {0: 0}
    keys, parents, below = [tree.keys[0]], [-1], [tree.below[0]]
    for place in range(1, len(tree.keys)):
        parent = tree.parents[place]
        if parent in new and (parent == 0 or tree.keys[parent] in opened):
            new[place] = len(keys)
            keys.append(tree.keys[place])
            parents.append(new[parent])
            below.append(tree.below[place])
    return Tree(keys, parents, below)
