"""Pairs that look like the same, as groups around the idea that most likely stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ideas, how close they are, and the ids of the rows that say so."""

    one: int
    other: int
    closeness: float
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Ideas that may be one: each is as near as that to the first, which most likely stays."""

    ideas: tuple[int, ...]
    closeness: float
    rows: tuple[int, ...]


def settled(pairs: Iterable[Pair], root: Mapping[int, int]) -> list[Pair]:
    """The pairs between what the ideas became part of (`root`; who is not in it is gone), each once, at its closest."""
    found: dict[tuple[int, int], Pair] = {}
    for pair in pairs:
        one, other = root.get(pair.one), root.get(pair.other)
        if one is None or other is None or one == other:
            continue
        ends = (min(one, other), max(one, other))
        known = found.get(ends)
        near = max(pair.closeness, known.closeness) if known else pair.closeness
        found[ends] = Pair(*ends, near, ((*known.rows, *pair.rows) if known else pair.rows))
    return list(found.values())


def groups(pairs: Sequence[Pair], support: Mapping[int, int]) -> list[Group]:
    """Every pair in exactly one group, the closest group first.

    The most supported idea (then the oldest) takes in all that are near to it; so does the next with what is left.
    Nobody is in a group for being near to a neighbour of its first idea alone.
    """
    near: dict[int, dict[int, Pair]] = defaultdict(dict)
    for pair in pairs:
        near[pair.one][pair.other] = near[pair.other][pair.one] = pair
    left = {id(pair) for pair in pairs}
    found = []
    for first in sorted(near, key=lambda pk: (-support.get(pk, 0), pk)):
        mine = {pk: pair for pk, pair in near[first].items() if id(pair) in left}
        if not mine:
            continue
        inside = [first, *sorted(mine, key=lambda pk: (-mine[pk].closeness, pk))]
        between = [near[pk][other] for pk in inside for other in inside if other in near[pk]]
        held = {id(pair): pair for pair in between if id(pair) in left}
        left -= set(held)
        rows = tuple(sorted(row for pair in held.values() for row in pair.rows))
        found.append(Group(tuple(inside), max(pair.closeness for pair in mine.values()), rows))
    return sorted(found, key=lambda group: (-group.closeness, group.ideas[0], group.rows))
