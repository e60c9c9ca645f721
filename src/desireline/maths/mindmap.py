"""A mind map: a tree on rings around its root, with upright text, in which no two boxes touch.

Each ring is a circle; a node lies where its turn of the tree crosses the circle of its depth, at most 53° above or
below the horizon, and its box reaches outward from there. Why no boxes touch: of two on one ring and side, the
radius keeps the heights apart. Two on neighbouring rings at heights less than a box apart: at equal height the circles
are at least the difference of their radii apart, and along the height of a box they come closer by at most tan 53° of
it; the radii differ by the widest box and that much more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

STEEPEST = 0.8  # sine of the angle to the horizon
SLOPE = STEEPEST / sqrt(1 - STEEPEST * STEEPEST)
GAP, AISLE = 10.0, 34.0  # between boxes of a ring, and between rings


@dataclass(frozen=True, slots=True)
class Box:
    """Where a node is drawn: upper left corner and size; `side` 1: it reaches rightward, -1: leftward, 0: the root."""

    x: float
    y: float
    width: float
    height: float
    side: int

    @property
    def inner(self) -> tuple[float, float]:
        """Where the line from its parent ends."""
        return (self.x if self.side >= 0 else self.x + self.width), self.y + self.height / 2

    @property
    def outer(self) -> tuple[float, float]:
        """Where the lines to its children begin."""
        if self.side == 0:
            return self.x + self.width / 2, self.y + self.height / 2
        return (self.x + self.width if self.side > 0 else self.x), self.y + self.height / 2


def layout(
    parents: Sequence[int],
    sizes: Sequence[tuple[float, float]],
    *,
    sides: Sequence[int] | None = None,
    mirrored: bool = False,
) -> list[Box]:
    """A box for each node, around (0, 0), without overlaps. `parents[i] < i`, the root's is -1; sizes: width, height.

    `sides` gives 1 or -1 to each child of the root; without it they are shared out, in the order of the clock.
    `mirrored` swaps right and left. Linear in the number of nodes.
    """
    count = len(parents)
    children: list[list[int]] = [[] for _ in range(count)]
    for node in range(1, count):
        children[parents[node]].append(node)
    room = _rooms(parents, children, sizes)
    side = _sides(parents, children[0], room, sides)
    turn = _turns(parents, children, room, side)
    depth = [0] * count
    for node in range(1, count):
        depth[node] = depth[parents[node]] + 1
    highest = max((abs(turn[node]) + sizes[node][1] / 2 + GAP / 2 for node in range(1, count)), default=1.0)
    radii = _radii(depth, side, turn, sizes, highest)
    boxes = []
    for node, (width, height) in enumerate(sizes):
        if node == 0:
            boxes.append(Box(-width / 2, -height / 2, width, height, 0))
            continue
        radius = radii[depth[node]]
        y = radius * STEEPEST * turn[node] / highest
        x = sqrt(radius * radius - y * y)
        way = -side[node] if mirrored else side[node]
        boxes.append(Box(x if way > 0 else -x - width, y - height / 2, width, height, way))
    return boxes


def _rooms(
    parents: Sequence[int], children: list[list[int]], sizes: Sequence[tuple[float, float]]
) -> list[float]:
    """The height that each branch needs: of its node, or of its children one below the other."""
    room = [0.0] * len(parents)
    for node in range(len(parents) - 1, -1, -1):
        room[node] = max(sizes[node][1] + GAP, sum(room[child] for child in children[node]))
    return room


def _sides(
    parents: Sequence[int], first: list[int], room: list[float], given: Sequence[int] | None
) -> list[int]:
    side = [0] * len(parents)
    if given is not None:
        for node, way in zip(first, given, strict=True):
            side[node] = way
    else:
        half, used = sum(room[node] for node in first) / 2, 0.0
        for node in first:
            side[node] = 1 if used + room[node] / 2 <= half else -1
            used += room[node]
    for node in range(1, len(parents)):
        side[node] = side[node] or side[parents[node]]
    return side


def _turns(
    parents: Sequence[int], children: list[list[int]], room: list[float], side: list[int]
) -> list[float]:
    """The height of each node as if all rings were endless: branches below one another, nodes in their middle."""
    turn = [0.0] * len(parents)
    for way in (1, -1):
        own = [node for node in children[0] if side[node] == way]
        _stack(
            own if way > 0 else own[::-1], 0.0, room, turn
        )  # by the clock: down on the right, up on the left
    for node in range(1, len(parents)):
        own = children[node] if side[node] > 0 else children[node][::-1]
        _stack(own, turn[node], room, turn)
    return turn


def _stack(nodes: list[int], middle: float, room: list[float], turn: list[float]) -> None:
    at = middle - sum(room[node] for node in nodes) / 2
    for node in nodes:
        turn[node] = at + room[node] / 2
        at += room[node]


def _radii(
    depth: list[int],
    side: list[int],
    turn: list[float],
    sizes: Sequence[tuple[float, float]],
    highest: float,
) -> list[float]:
    rings: list[list[int]] = [[] for _ in range(max(depth) + 1)]
    for node, ring in enumerate(depth):
        rings[ring].append(node)
    radii = [0.0]
    for ring in range(1, len(rings)):
        tallest = max(sizes[node][1] for node in rings[ring] + rings[ring - 1])
        if ring == 1:
            width, height = sizes[0]
            least = width / 2 + height / 2 + tallest + AISLE
        else:
            widest = max(sizes[node][0] for node in rings[ring - 1])
            least = radii[-1] + widest + SLOPE * tallest + AISLE
        radii.append(max(least, _crowding(rings[ring], side, turn, sizes) * highest / STEEPEST))
    return radii


def _crowding(
    ring: list[int], side: list[int], turn: list[float], sizes: Sequence[tuple[float, float]]
) -> float:
    """How much of the endless rings' heights must be left so that neighbours on this ring do not touch, 0 to 1."""
    worst = 0.0
    last: dict[int, int] = {}
    for node in sorted(ring, key=turn.__getitem__):
        before = last.get(side[node])
        if before is not None:
            needed = (sizes[node][1] + sizes[before][1]) / 2 + GAP
            worst = max(worst, needed / (turn[node] - turn[before]))
        last[side[node]] = node
    return worst
