"""The one graph from the future down to what was attained, made of rows that one reader may see.

An edge says: what is below serves what is above. Features bring their nodes by registering a `Source`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, NamedTuple

from desireline.futures.futures.api import Future
from desireline.kit.registry import Registry
from desireline.people.identity.api import Person

MOST = 5000  # nodes of one kind; the best supported come first


class Node(NamedTuple):
    """Something on the line of sight. `note` is its measure in a few words; `weight` sorts among its like, most first.

    `weak`: the line is thin here, for the reason that `note` gives.
    """

    kind: str
    id: int
    label: str
    url: str = ""
    note: str = ""
    weight: float = 0
    weak: bool = False

    @property
    def key(self) -> str:
        """Names the node in the graph and in addresses."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of nodes, as readers know it (lazy texts)."""

    key: str
    name: Any
    icon: str


@dataclass(slots=True)
class Graph:
    """Nodes by key, and what is directly below and above each. `cut`: of a kind, how many more there are."""

    nodes: dict[str, Node] = field(default_factory=dict)
    down: dict[str, list[str]] = field(default_factory=dict)
    up: dict[str, list[str]] = field(default_factory=dict)
    cut: dict[str, int] = field(default_factory=dict)
    like: dict[str, list[Node]] = field(default_factory=dict)

    def add(self, node: Node) -> str:
        key = f"{node.kind}:{node.id}"
        if key not in self.nodes:
            self.nodes[key] = node
            self.like.setdefault(node.kind, []).append(node)
        return key

    def link(self, above: str, below: str) -> None:
        """The lower serves the upper. Where the reader sees only one of them, there is no edge."""
        if above in self.nodes and below in self.nodes:
            self.down.setdefault(above, []).append(below)
            self.up.setdefault(below, []).append(above)

    def ids(self, kind: str) -> list[int]:
        """Ids of the nodes of a kind that are in the graph so far."""
        return [node.id for node in self.like.get(kind, ())]

    def of(self, kind: str) -> list[Node]:
        return list(self.like.get(kind, ()))

    def left(self) -> list[tuple[Kind, int]]:
        """The kinds of which not all are here, each with how many are not."""
        return [(kind, self.cut[kind.key]) for kind in kinds() if self.cut.get(kind.key)]

    def sort(self) -> None:
        """Among the children of a node: kind by kind in the order of the sources, the weightiest first; each once."""
        place = {kind.key: number for number, kind in enumerate(kinds())}
        order = sorted(
            (place.get(node.kind, 99), -node.weight, node.id, key) for key, node in self.nodes.items()
        )
        rank = {one[3]: number for number, one in enumerate(order)}
        for keys in (*self.down.values(), *self.up.values()):
            if len(keys) > 1:
                keys[:] = sorted(set(keys), key=rank.__getitem__)


Read = Callable[[Graph, Person | None, Future | None], None]


@dataclass(frozen=True, slots=True)
class Source:
    """Brings nodes of its kinds and their edges: `read(graph, reader, future)`, after the sources of lower `order`.

    It shows nothing that the reader may not see, and asks the database a fixed number of questions.
    """

    kinds: tuple[Kind, ...]
    read: Read
    order: int = 50


SIGHT: Registry[Source] = Registry("source of the line of sight")


def kinds() -> list[Kind]:
    """All kinds, from the future down."""
    return [kind for source in sorted(SIGHT, key=attrgetter("order")) for kind in source.kinds]


def kind_of(key: str) -> Kind | None:
    return next((kind for kind in kinds() if kind.key == key), None)


def graph_for(person: Person | None, *, future: Future | None = None) -> Graph:
    """All that the person may see, or what belongs to one future."""
    graph = Graph()
    for source in sorted(SIGHT, key=attrgetter("order")):
        source.read(graph, person, future)
    graph.sort()
    return graph


def beneath(graph: Graph, key: str, *, upward: bool = False) -> set[str]:
    """All that serves a node, or with `upward` all that it serves. Without itself."""
    edges = graph.up if upward else graph.down
    seen: set[str] = set()
    waiting: list[str] = list(edges.get(key, ()))
    while waiting:
        one = waiting.pop()
        if one not in seen and one != key:
            seen.add(one)
            waiting += edges.get(one, ())
    return seen


def only(graph: Graph, wanted: Iterable[str]) -> dict[str, list[str]]:
    """The edges between nodes of these kinds; what lies between them is bridged."""
    keep = frozenset(wanted)
    found: dict[str, list[str]] = {}
    for key, node in graph.nodes.items():
        if node.kind in keep:
            found[key] = _nearest(graph, key, keep)
    return found


def _nearest(graph: Graph, key: str, keep: frozenset[str]) -> list[str]:
    found: dict[str, None] = {}
    waiting, seen = list(reversed(graph.down.get(key, ()))), {key}
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        if graph.nodes[one].kind in keep:
            found[one] = None
        else:
            waiting += reversed(graph.down.get(one, ()))
    return list(found)
