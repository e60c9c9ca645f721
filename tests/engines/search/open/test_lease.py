"""One process writes, on whichever machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from typing import Any

import pytest

from desireline.engines.search.cluster import Cluster
from desireline.engines.search.open.given import Given
from desireline.engines.search.open.home import Home
from desireline.engines.search.open.lease import DOCUMENT, Held, Lease
from desireline.engines.search.open.wire import Busy
from desireline.engines.search.protocol import Query, Unanswered
from tests.contracts.search import EVERYONE, card


def test_one_holds_it_until_it_lets_go(home: Home) -> None:
    first, second = Lease(home.wire), Lease(home.wire)
    number = first.hold()
    assert first.hold() == number
    with pytest.raises(ValueError, match="another process writes"):
        second.hold()
    first.release()
    assert second.hold() > number
    with pytest.raises(Busy):
        first.hold()
    second.release()


def test_it_ends_by_itself_and_with_its_process() -> None:
    here, now = socket.gethostname(), time.time()
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    )
    assert Held(f"{here} {os.getpid()} x", 1, now + 5).stands(now)
    assert not Held(f"{here} {os.getpid()} x", 1, now - 1).stands(now)
    assert not Held(f"{here} {dead.stdout.strip()} x", 1, now + 5).stands(now)
    assert Held("elsewhere 1 x", 1, now + 5).stands(now)
    assert Held(f"{here} 1 x", 1, now + 5).stands(now)


def test_who_was_held_up_cannot_put_an_old_card_in_the_place_of_a_newer_one(home: Home) -> None:
    name, _made = home.fresh()
    home.take(name)
    home.live.write([card(1, "Violet lamp")])
    other = Home(home.wire.cluster, Given())
    held = home.wire.do("get", index=f"{home.wire.cluster.prefix}-writer", id=DOCUMENT)["_source"]
    home.wire.do(
        "index", index=f"{home.wire.cluster.prefix}-writer", id=DOCUMENT, body={**held, "until": 0.0}
    )
    other.live.write([card(1, "Orange lamp")])
    other.live.commit()
    with pytest.raises(Busy):  # it believes that it still may, for a moment
        home.live.write([card(1, "Violet lamp")])
    assert [hit.title[0].text for hit in other.live.query(Query("lamp ", EVERYONE)).hits] == ["Orange "]
    other.close()


def test_a_card_that_the_cluster_refuses_is_told_and_holds_up_no_other(home: Home, monkeypatch: Any) -> None:
    sent: list[bytes] = []

    def answer(status: int) -> Any:
        def do(_name: str, /, *, body: bytes) -> Any:
            sent.append(body)
            return {"errors": True, "items": [{"index": {"_id": "idea:1", "status": status, "error": "why"}}]}

        return do

    lines = [({"index": {"_id": "idea:1"}}, {"key": "idea:1"}), ({"delete": {"_id": "idea:2"}}, None)]
    for status in (400, 404):
        monkeypatch.setattr(home.wire, "do", answer(status))
        home.wire.bulk(lines)
    assert sent[0].count(b"\n") == 3
    monkeypatch.setattr(home.wire, "do", answer(429))
    with pytest.raises(Unanswered):
        home.wire.bulk(lines)
    monkeypatch.setattr(home.wire, "do", answer(409))
    with pytest.raises(Busy):
        home.wire.bulk(lines)
    monkeypatch.undo()


def test_no_node_is_asked_again_at_once(monkeypatch: Any) -> None:
    home = Home(Cluster(("http://127.0.0.1:9",)), Given())
    calls: list[str] = []
    monkeypatch.setattr(home.wire.client, "search", lambda **_options: calls.append("") or _refuse())
    for _time in range(3):
        assert home.live.query(Query("dark", EVERYONE)).hits == ()
    assert len(calls) == 1
    home.wire.client.close()


def _refuse() -> Any:
    from opensearchpy.exceptions import ConnectionError as NoConnection

    raise NoConnection("N/A", "refused", None)
