"""REST interfaces: pages, what is new, what is gone, and no way into an inner network."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

pytest.importorskip("dlt")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

from desireline.engines.warehouse.api import Landed, Landing, Table, land  # noqa: E402
from tests.engines.warehouse.shop import rows  # noqa: E402

SIZE = 2


@dataclass
class Desk:
    """A help desk with an interface: pages of two tickets, asked for with a token."""

    tickets: dict[int, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    broken: bool = False
    address: str = ""

    def put(self, number: int, updated: str, **more: Any) -> None:
        self.tickets[number] = {"id": number, "updated": updated, "tags": ["a"], **more}

    def answer(self, path: str, token: str) -> tuple[int, Any]:
        self.asked.append(path)
        if token != "Bearer t0ken":
            return 401, {}
        asked = parse_qs(urlsplit(path).query)
        if self.broken and asked.get("page") == ["2"]:
            return 400, {}
        since = asked.get("since", [""])[0]
        found = sorted(
            (one for one in self.tickets.values() if one["updated"] >= since), key=lambda one: one["id"]
        )
        page = int(asked.get("page", ["1"])[0])
        more = page * SIZE < len(found)
        query = f"since={since}&" if since else ""
        following = f"{self.address}tickets?{query}page={page + 1}" if more else None
        return 200, {"tickets": found[(page - 1) * SIZE : page * SIZE], "next": following}


@pytest.fixture
def desk() -> Iterator[Desk]:
    found = Desk()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = found.answer(self.path, self.headers.get("Authorization", ""))
            sent = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_args: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    found.address = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for number in range(1, 6):
        found.put(number, f"2026-01-0{number}T00:00:00Z")
    yield found
    server.shutdown()
    server.server_close()


WHOLE = Table("tickets", "tickets", ("id",), options={"data_selector": "tickets"})
NEWER = Table(
    "tickets", "tickets", ("id",), "updated", "merge",
    options={"data_selector": "tickets", "cursor_param": "since", "cursor_start": "2020-01-01T00:00:00Z"},
)  # fmt: skip


def bring(
    folder: Path, desk: Desk, table: Table = WHOLE, *, private: bool = True, token: str = "t0ken"
) -> Landed:
    client = {
        "base_url": desk.address,
        "auth": {"type": "bearer", "token": token},
        "paginator": {"type": "json_link", "next_url_path": "next"},
    }
    landing = Landing("desk", "rest", [table], folder, {"client": client}, private)
    return land(landing, home=folder / "warehouse", tell=lambda *_told: None)


def ids(folder: Path) -> list[int]:
    return [row[0] for row in rows(folder, "SELECT id FROM desk.tickets ORDER BY id")]


def test_all_pages_come_and_what_is_gone_goes(tmp_path: Path, desk: Desk) -> None:
    assert bring(tmp_path, desk).rows == {"tickets": 5}
    assert rows(tmp_path, "SELECT tags FROM desk.tickets LIMIT 1") == [('["a"]',)]
    del desk.tickets[2]
    bring(tmp_path, desk)
    assert ids(tmp_path) == [1, 3, 4, 5]


def test_only_newer_rows_are_asked_for_and_keys_tell_what_is_gone(tmp_path: Path, desk: Desk) -> None:
    bring(tmp_path, desk, NEWER)
    desk.put(6, "2026-01-06T00:00:00Z")
    desk.put(1, "2026-01-07T00:00:00Z", note="changed")
    del desk.tickets[3]
    desk.asked.clear()
    landed = bring(tmp_path, desk, NEWER)
    assert "since=2026-01-05T00" in desk.asked[0].replace("%3A", ":")
    assert (landed.read, landed.deleted) == ({"tickets": 3}, {"tickets": 1})
    assert ids(tmp_path) == [1, 2, 4, 5, 6]
    assert rows(tmp_path, "SELECT note FROM desk.tickets WHERE id = 1") == [("changed",)]


def test_a_page_that_fails_leaves_everything_as_it_was(tmp_path: Path, desk: Desk) -> None:
    bring(tmp_path, desk)
    desk.tickets.pop(1)
    desk.broken = True
    with pytest.raises(Exception, match="400"):
        bring(tmp_path, desk)
    assert ids(tmp_path) == [1, 2, 3, 4, 5]
    desk.broken = False
    bring(tmp_path, desk)
    assert ids(tmp_path) == [2, 3, 4, 5]


def test_an_inner_address_is_refused_unless_the_file_allows_it(tmp_path: Path, desk: Desk) -> None:
    with pytest.raises(Exception, match="private = true"):
        bring(tmp_path, desk, private=False)
    assert desk.asked == []


def test_a_wrong_token_is_told(tmp_path: Path, desk: Desk) -> None:
    with pytest.raises(Exception, match="401"):
        bring(tmp_path, desk, token="wrong")
