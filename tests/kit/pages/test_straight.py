"""The straight way of strangers, and what is answered before Django begins."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from desireline.kit.options import api as options
from desireline.kit.pages import lane, straight
from desireline.listen.boards import api as boards
from desireline.listen.votes.api import vote
from desireline.people.audiences.api import basic
from desireline.site.wsgi import application
from tests import make
from tests.cast import Cast


def ask(path: str, query: str = "", method: str = "GET", **headers: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "", "SERVER_NAME": "localhost",
        "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), **headers,
    }  # fmt: skip


@pytest.fixture
def client() -> Client:
    return Client(headers={"Host": "localhost"})


@pytest.fixture
def glances(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "GLANCE", 60)


def test_a_page_that_was_just_looked_after_is_answered_before_django(
    cast: Cast, client: Client, glances: None
) -> None:
    address = f"/boards/{make.idea().board.slug}"
    assert lane.glance(ask(address)) is None
    first = client.get(address, {"sort": "newest"})
    assert lane.glance(ask(address, "sort=newest")) is None  # its stamps were not looked up since it was made
    client.get(address, {"sort": "newest"})
    found = lane.glance(ask(address, "sort=newest"))
    assert found is not None
    status, headers, body = found
    assert (status, body) == ("200 OK", first.content)
    assert dict(headers)["Content-Security-Policy"] == first["Content-Security-Policy"]
    again = lane.glance(ask(address, "sort=newest", HTTP_IF_NONE_MATCH=first["ETag"]))
    assert again is not None
    assert (again[0], again[2]) == ("304 Not Modified", b"")
    assert "Content-Type" not in dict(again[1])


def test_who_may_see_something_else_is_not_answered_at_a_glance(
    cast: Cast, client: Client, glances: None
) -> None:
    address = f"/boards/{make.idea().board.slug}.json"
    for _again in range(2):
        client.get(address)
    assert lane.glance(ask(address))
    for other in (
        ask(address, HTTP_COOKIE="desireline=x"),
        ask(address, HTTP_COOKIE=f"{lane.GUEST_COOKIE}=x"),
        ask(address, HTTP_AUTHORIZATION="Bearer x"),
        ask(address, HTTP_HOST="evil.example"),
        ask(address, HTTP_ACCEPT_LANGUAGE="de"),
        ask(address, method="POST"),
        ask(address, method="HEAD"),
        ask(address + "x"),
        ask("/boards/é"),
    ):
        assert lane.glance(other) is None, other


def test_a_change_by_this_process_is_seen_at_once(cast: Cast, client: Client, glances: None) -> None:
    idea = make.idea("Seen at once")
    address = f"/boards/{idea.board.slug}.json"
    for _again in range(2):
        client.get(address)
    assert lane.glance(ask(address))
    vote(idea.pk, cast.carla)
    assert lane.glance(ask(address)) is None
    for _again in range(2):
        client.get(address)
    boards.edit(idea.board, by=cast.stella, audience=basic("staff"))
    assert lane.glance(ask(address)) is None
    assert client.get(address).status_code == 404


def test_the_server_answers_with_the_page_either_way(cast: Cast, client: Client, glances: None) -> None:
    address = f"/boards/{make.idea().board.slug}.json"
    seen: list[str] = []
    bodies = []
    for _time in range(4):
        answer = application(ask(address), lambda status, headers, *_: seen.append(status))
        bodies.append(b"".join(answer))
        if hasattr(answer, "close"):
            answer.close()
    assert seen == ["200 OK"] * 4
    assert len(set(bodies)) == 1


def test_the_straight_way_and_the_whole_way_give_the_same_page(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    idea = make.idea("Both ways")
    addresses = [
        f"/boards/{idea.board.slug}", f"/boards/{idea.board.slug}?q=both", f"/ideas/{idea.pk}-both-ways", f"/ideas/{idea.pk}",
        "/search?q=both", "/search.json?q=both", "/boards", "/", f"/ideas/{idea.pk}/similar", "/ideas/close?title=both+ways+of+it",
        "/boards/nothing", "/ideas/99999999-none",
    ]  # fmt: skip

    def answers() -> list[Any]:
        lane.forget()
        found = []
        for language in ("en", "de"):
            for address in addresses:
                answer = client.get(address, headers={"Accept-Language": language})
                headers = {name: value for name, value in answer.items() if name != "Server-Timing"}
                found.append((address, answer.status_code, headers, answer.content))
        return found

    whole = []
    with monkeypatch.context() as patch:
        patch.setattr(straight, "_marked", set())
        whole = answers()
    for one, other in zip(whole, answers(), strict=True):
        assert one == other
