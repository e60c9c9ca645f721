"""A cluster that loses a node while cards are written and looked for: what is missing afterwards."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import Any

from desireline.engines.search.open.home import Home
from desireline.engines.search.protocol import Query, Unanswered
from tests.contracts.search import EVERYONE, card

BEFORE, AFTER = 5.0, 20.0  # seconds of writing before and after a kill
BATCH = 20


@dataclass
class Told:
    """`lost`: cards that were acknowledged and are gone; `back`: those deleted that are found. Times in seconds."""

    written: int = 0
    refused: int = 0
    asked: int = 0
    unanswered: int = 0
    after: int = 0
    slowest: float = 0.0
    longest_silence: float = 0.0
    killed: list[str] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    back: set[str] = field(default_factory=set)


def run(nodes: Any, home: Home) -> Told:
    """Two kills: of the node that holds the first copy of the index, and of the one that leads the cluster."""
    told, stop = Told(), threading.Event()
    acknowledged: set[str] = set()
    deleted: set[str] = set()
    _write(home, told, acknowledged, deleted)
    writer = threading.Thread(target=_writing, args=(home, told, acknowledged, deleted, stop))
    asker = threading.Thread(target=_asking, args=(home, told, stop))
    writer.start()
    asker.start()
    try:
        for find in (_first_copy, _leader):
            time.sleep(BEFORE)
            number = find(nodes, home)
            nodes.kill(number)
            told.killed.append(f"{find.__name__[1:]}: node {number}")
            before = told.asked
            time.sleep(AFTER)
            told.after = told.asked - before
            nodes.start(number)
            nodes.wait("wait_for_nodes=3&wait_for_status=green", [number])
    finally:
        stop.set()
        writer.join()
        asker.join()
    home.live.commit()
    known = home.live.keys("idea")
    told.lost, told.back = acknowledged - deleted - known, deleted & known
    return told


def _writing(
    home: Home, told: Told, acknowledged: set[str], deleted: set[str], stop: threading.Event
) -> None:
    last = time.monotonic()
    while not stop.is_set():
        try:
            _write(home, told, acknowledged, deleted)
        except (Unanswered, ValueError):  # as the follower does: what changed waits, and comes again
            told.refused += 1
            time.sleep(0.2)
        else:
            now = time.monotonic()
            told.longest_silence = max(told.longest_silence, now - last)
            last = now


def _write(home: Home, told: Told, acknowledged: set[str], deleted: set[str]) -> None:
    cards = [card(told.written + n, f"Wallet number {told.written + n}") for n in range(BATCH)]
    gone = [f"idea:{told.written - BATCH}"] if told.written else []
    home.live.write(cards, gone)
    home.live.commit()
    told.written += BATCH
    acknowledged.update(one.key for one in cards)
    deleted.update(gone)


def _asking(home: Home, told: Told, stop: threading.Event) -> None:
    while not stop.is_set():
        start = time.monotonic()
        answer = home.live.query(Query("wallet number", EVERYONE, count=("type",)))
        told.slowest = max(told.slowest, time.monotonic() - start)
        told.asked += 1
        told.unanswered += not answer.hits
        time.sleep(0.02)


def _first_copy(nodes: Any, home: Home) -> int:
    rows = home.wire.client.cat.shards(
        index=f"{home.wire.cluster.prefix}-open", format="json", h="prirep,node"
    )
    return next(int(row["node"].removeprefix("node-")) for row in rows if row["prirep"] == "p")


def _leader(nodes: Any, home: Home) -> int:
    (row,) = home.wire.client.cat.cluster_manager(format="json")
    return int(row["node"].removeprefix("node-"))
