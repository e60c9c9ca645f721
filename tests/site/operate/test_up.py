"""What `desireline up` says."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from desireline.site.operate import up


class Alive(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    with http.server.HTTPServer(("127.0.0.1", 0), Alive) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def test_the_address_is_told_also_after_a_long_preparation(port: int) -> None:
    said: list[str] = []
    long_ago = time.monotonic() - 10 * up.PATIENCE
    up.announce("127.0.0.1", port, said.append, address="http://here", link=None, since=long_ago)
    assert said[0].startswith("Desireline is at http://here ")


def test_without_an_answer_it_says_what_may_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(up, "PATIENCE", 0.0)
    said: list[str] = []
    up.announce("127.0.0.1", 9, said.append, address="http://here", link=None, since=time.monotonic())
    assert said == ["The web server at http://here does not answer yet. `desireline doctor` may tell why."]
