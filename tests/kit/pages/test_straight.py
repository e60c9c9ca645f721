"""The straight way of strangers, and what is answered before Django begins."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import resolve
from django.utils import timezone

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


def test_known_readers_get_the_same_answers_either_way(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = timezone.now() - timedelta(days=3)  # “a second ago” is over with the next answer
    idea, closed = make.idea("Both ways", created=long_ago), make.idea("Closed", closed=True)
    staff = make.board("Only us", audience="staff")
    asks: list[tuple[str, str, dict[str, str]]] = [
        ("get", f"/boards/{idea.board.slug}", {}), ("get", f"/ideas/{idea.pk}-both-ways", {}), ("get", "/search?q=both", {}),
        ("get", "/", {}), ("get", f"/boards/{staff.slug}", {}), ("get", "/ideas/999999-none", {}), ("get", "/boards/nothing", {}),
        ("post", f"/ideas/{idea.pk}/vote", {"want": "1"}), ("post", f"/ideas/{idea.pk}/vote", {"want": "0"}),
        ("post", f"/ideas/{idea.pk}/vote", {"want": "a"}), ("post", f"/ideas/{closed.pk}/vote", {"want": "1"}),
        ("post", "/ideas/999999/vote", {"want": "1"}), ("get", f"/ideas/{idea.pk}/vote", {}), ("post", "/boards/x%00/new", {}),
        ("post", f"/boards/{idea.board.slug}/new", {"title": "A\0b c"}), ("post", f"/boards/{idea.board.slug}/new", {"title": "a"}),
        ("get", f"/boards/{idea.board.slug}/new", {}), ("post", f"/boards/{staff.slug}/new", {"title": "A new idea of mine"}),
    ]  # fmt: skip
    token = re.compile(rb'name="(?:csrfmiddlewaretoken|made)" value="[^"]+"|[0-9a-f]{32,}|/ideas/\d+')

    def answers(person: Any) -> list[Any]:
        client = Client(headers={"Host": "localhost"})
        client.force_login(person)
        found = []
        for how, path, data in asks:
            for extra in ({}, {"Accept": "application/json"}, {"HX-Request": "true"}):
                answer = getattr(client, how)(path, data, headers={"Origin": "http://localhost", **extra})
                headers = {
                    name: value for name, value in answer.items() if name not in {"Server-Timing", "Location"}
                }
                cookies = sorted(answer.cookies)
                found.append(
                    (how, path, answer.status_code, headers, cookies, token.sub(b"", answer.content))
                )
        return found

    for person in (cast.carla, cast.tom, cast.bob):
        ways = []
        for marked in (set(), None):
            with monkeypatch.context() as patch, transaction.atomic():
                if marked is not None:
                    patch.setattr(straight, "_for_known", marked)
                ways.append(answers(person))
                transaction.set_rollback(True)
        for one, other in zip(*ways, strict=True):
            assert one == other


def test_a_session_that_is_not_plain_and_a_form_from_elsewhere_go_the_whole_way(cast: Cast) -> None:
    idea = make.idea("From elsewhere")
    client = Client(enforce_csrf_checks=True, headers={"Host": "localhost"})
    client.force_login(cast.carla)
    vote_it = partial(client.post, f"/ideas/{idea.pk}/vote", {"want": "1"})
    assert vote_it(headers={"Origin": "https://evil.example"}).status_code == 403
    assert vote_it(headers={"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}).status_code == 403
    assert vote_it().status_code == 403
    idea.refresh_from_db()
    assert idea.votes == 0
    assert vote_it(headers={"Origin": "http://localhost"}).status_code == 302
    cast.carla.is_active = False
    cast.carla.save()
    assert "sign-in" in vote_it(headers={"Origin": "http://localhost"})["Location"]
    client.cookies[settings.SESSION_COOKIE_NAME] = "not-a-session"
    assert "sign-in" in vote_it(headers={"Origin": "http://localhost"})["Location"]


def test_what_goes_wrong_on_the_straight_way_is_said_and_done_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    idea, calls = make.idea("Goes wrong"), []

    def fail(request: Any, pk: int) -> Any:
        calls.append(pk)
        raise RuntimeError("after the write")

    match = resolve(f"/ideas/{idea.pk}/vote")
    match.func = fail  # type: ignore[assignment]
    monkeypatch.setattr(straight, "resolve", lambda path: match)
    monkeypatch.setattr(straight, "_for_known", {fail})
    client = Client(raise_request_exception=False, headers={"Host": "localhost"})
    client.force_login(cast.carla)
    answer = client.post(f"/ideas/{idea.pk}/vote", {"want": "1"}, headers={"Origin": "http://localhost"})
    assert (answer.status_code, calls) == (500, [idea.pk])
