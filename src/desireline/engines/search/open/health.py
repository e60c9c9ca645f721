"""How the cluster is, for operators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desireline.engines.search.open.wire import Wire


@dataclass(frozen=True, slots=True)
class State:
    """`colour`: green (every copy stands), yellow (each card stands once), red (some are missing)."""

    colour: str
    nodes: int
    missing: int  # copies that stand nowhere
    version: str

    def __str__(self) -> str:
        copies = f", {self.missing} copies stand nowhere" if self.missing else ""
        nodes = "1 node" if self.nodes == 1 else f"{self.nodes} nodes"
        return f"OpenSearch {self.version}, {nodes}, {self.colour}{copies}"


def state(wire: Wire) -> State:
    """Raises Unanswered."""
    health: Any = wire.do("cluster.health", index=f"{wire.cluster.prefix}-*", params={"timeout": "3s"})
    version = wire.do("info")["version"]["number"]
    return State(health["status"], health["number_of_nodes"], health["unassigned_shards"], version)
