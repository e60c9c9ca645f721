"""The outline: lists within lists, each line a link, as many lines as a page bears."""

from __future__ import annotations

from dataclasses import dataclass, field

from desireline.maths.tree import unfolded
from desireline.prove.sight.folding import Folding
from desireline.prove.sight.graph import Node
from desireline.prove.sight.readings import Reading
from desireline.prove.sight.ways import Ways, said_at, sight_of


@dataclass(slots=True)
class Branch:
    """A node of an outline with what is below it; `below` counts also what is not written out here.

    `more`: the link to a branch that is not written out. `side`: -1 where it is served by what the page is about.
    """

    node: Node
    at: str
    below: int = 0
    inner: list[Branch] = field(default_factory=list)
    more: str = ""
    flag: str = ""
    side: int = 1


def outline(seen: Reading, folding: Folding, *, most: int) -> list[Branch]:
    """What is below the core, level by level about `most` lines; what is left of a branch is a line of its own."""
    tree = unfolded(seen.root, seen.down, most=most)
    ways, made = Ways(seen, tree, folding), list[Branch]()
    for place, (node, key) in enumerate(zip(said_at(seen, tree), tree.keys, strict=True)):
        at = ways.of(place, node) if node.kind == "rest" else sight_of(node)
        one = Branch(node, at, 0 if node.kind == "rest" else tree.below[place])
        made.append(one)
        if not place:
            continue
        above = made[tree.parents[place]]
        above.inner.append(one)
        one.flag = seen.flagged.get(key, "")
        if tree.parents[place]:
            one.side = above.side
        elif seen.sides is not None:
            one.side = seen.sides.get(key, made[place - 1].side)
    for place, one in enumerate(made):
        if one.below and not one.inner:
            one.more = ways.page(place)
    return made[0].inner
