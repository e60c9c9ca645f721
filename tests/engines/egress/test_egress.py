"""Where our requests may go."""

from __future__ import annotations

import copy
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.engines.egress.api import EgressRefused, guarded_session, is_outside

pytest.importorskip("requests")

INSIDE = [
    "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.9.9", "169.254.169.254", "0.0.0.0", "100.64.0.1", "::1", "fe80::1",
    "fd00::1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1", "224.0.0.1", "255.255.255.255", "fe80::1%eth0",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_inner_addresses_are_not_outside(address: str) -> None:
    assert not is_outside(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_public_addresses_are_outside(address: str) -> None:
    assert is_outside(address)


@given(st.ip_addresses(v=4))
def test_an_address_is_judged_the_same_however_it_is_wrapped(address: object) -> None:
    assert is_outside(str(address)) == is_outside(f"::ffff:{address}")


@contextmanager
def served(answers: dict[str, tuple[int, dict[str, str], bytes]]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_an_inner_address_is_refused_unless_it_is_allowed() -> None:
    with served({"/": (200, {}, b"here")}) as address:
        with guarded_session() as strict, pytest.raises(EgressRefused, match="private = true"):
            strict.get(address + "/")
        with guarded_session(private=True) as allowed:
            assert allowed.get(address + "/").text == "here"


def test_a_name_of_an_inner_address_is_refused_too() -> None:
    with served({"/": (200, {}, b"here")}) as address:
        port = address.rpartition(":")[2]
        with guarded_session() as strict, pytest.raises(EgressRefused):
            strict.get(f"http://localhost:{port}/")


def test_an_answer_has_a_largest_size() -> None:
    with (
        served({"/": (200, {}, b"x" * 5000)}) as address,
        guarded_session(private=True, most=4000) as session,
        pytest.raises(EgressRefused, match="larger than 4000"),
    ):
        session.get(address + "/")


def test_redirects_are_followed_through_the_same_check(monkeypatch: pytest.MonkeyPatch) -> None:
    from desireline.engines.egress import session as sessions

    asked: list[str] = []
    real = sessions.connect

    def counting(connection: object, *, private: bool) -> object:
        asked.append(f"{connection.host}:{private}")  # type: ignore[attr-defined]
        return real(connection, private=private)

    monkeypatch.setattr(sessions, "connect", counting)
    with served({"/end": (200, {"Connection": "close"}, b"end")}) as end:
        start_answers = {"/": (302, {"Location": end.replace("127.0.0.1", "localhost") + "/end"}, b"")}
        with served(start_answers) as start, guarded_session(private=True) as session:
            assert session.get(start + "/").text == "end"
    assert asked == ["127.0.0.1:True", "localhost:True"]


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with served({"/": (200, {}, b"here")}) as address, guarded_session(private=True) as session:
        assert session.get(address + "/").text == "here"


def test_a_copy_of_a_session_is_as_strict() -> None:
    with served({"/": (200, {}, b"here")}) as address:
        with pytest.raises(EgressRefused):
            copy.deepcopy(guarded_session()).get(address + "/")
        assert copy.deepcopy(guarded_session(private=True)).get(address + "/").text == "here"
