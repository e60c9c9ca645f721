"""What every answer carries, and what none does."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from tests import make
from tests.cast import Cast
from tests.journeys.addresses import filled

SAMPLE = {
    "pk": 1,
    "slug": "x",
    "number": 1,
    "token": "x",
    "key": "aaaaaaaaaaa",
    "kind": "idea",
    "act": "pin",
    "name": "x",
}


def addresses() -> list[str]:
    return filled(lambda name, part, before: str(SAMPLE.get(part, 1)))


@pytest.mark.parametrize("who", [None, "ada"])
def test_every_answer_of_every_route_carries_the_policy(cast: Cast, who: str | None) -> None:
    board = make.board(slug="x")
    make.idea("x", on=board)
    client = Client(raise_request_exception=False)
    if who:
        client.force_login(getattr(cast, who))
    for path in [*addresses(), "/nothing-here", "/boards/none", "/static/none.css"]:
        for method in ("get", "post", "put"):
            if path.startswith("/sign-out"):
                continue
            answer = getattr(client, method)(path)
            policy = answer.headers.get("Content-Security-Policy", "")
            assert answer.status_code < 500, f"{method} {path}: {answer.status_code}"
            for rule in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'"):
                assert rule in policy, f"{method} {path}: {policy}"
            assert "frame-ancestors 'none'" in policy, path
            assert "unsafe" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff", path
            assert answer.headers["Referrer-Policy"] == "same-origin", path
            answer.close()


def test_readers_without_an_account_get_no_cookie(cast: Cast) -> None:
    board = make.board(slug="x")
    make.idea("x", on=board)
    future = make.future()
    outcome = make.outcome(under=future)
    more = ["/boards/x?sort=new&q=a", f"/futures/{future.slug}", f"/outcomes/{outcome.slug}", "/search?q=x"]
    for path in [*addresses(), *more]:
        if path.startswith(("/sign", "/invitation", "/setup", "/me", "/notices/stop")):
            continue
        answer = Client(raise_request_exception=False).get(path)
        assert not answer.cookies, f"{path}: {answer.cookies}"


def test_what_is_ones_own_is_never_shared(cast: Cast) -> None:
    board = make.board(slug="x")
    make.idea("x", on=board)
    client = Client()
    client.force_login(cast.carla)
    for path in (
        "/",
        "/boards/x",
        "/boards/x.json",
        "/boards/x/feed.atom",
        "/me",
        "/me/notices",
        "/search?q=x",
        "/futures",
    ):
        control = client.get(path).headers.get("Cache-Control", "")
        assert "public" not in control, path
        assert "private" in control or "no-store" in control, f"{path}: {control!r}"
        assert "Cookie" in client.get(path).headers.get("Vary", ""), path


def test_an_unknown_host_gets_no_page(cast: Cast) -> None:
    for host in ("evil.example", "localhost.evil.example", "localhost@evil.example"):
        assert Client(raise_request_exception=False).get("/", headers={"host": host}).status_code == 400
    assert settings.ALLOWED_HOSTS != ["*"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", b"<!doctype html><script>alert(1)</script>"),
        ("picture.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("notes.txt", b"<html><script>alert(1)</script>"),
        ("table.csv", b"a,b\n<script>alert(1)</script>,2\n"),
        (
            "page.xhtml",
            b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>",
        ),
        ("shot.gif", b"GIF89a/*<script>alert(1)</script>*/=1;"),
        ("paper.pdf.html", b"%PDF-1.4 <script>alert(1)</script>"),
    ],
)
def test_no_attachment_is_ever_run(cast: Cast, name: str, data: bytes) -> None:
    from desireline.engines.files.api import save_bytes
    from desireline.kit.errors import Refused
    from desireline.listen.ideas.models import Attachment

    idea = make.idea("x", on=make.board(slug="x"), by=cast.carla)
    try:
        file = save_bytes(data, name=name, by=cast.carla.pk)
    except Refused:
        return
    Attachment.objects.create(idea=idea, file=file)
    answer = Client().get(f"/ideas/{idea.pk}/files/{file.pk}")
    if answer.status_code == 404:
        answer = Client().get(f"/ideas/{idea.pk}/files/{Attachment.objects.get().pk}")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content if answer.streaming else [answer.content])
    kind = answer.headers["Content-Type"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment") or kind.startswith("image/")
    assert not kind.startswith(("text/html", "image/svg", "application/xhtml", "text/xml", "application/xml"))
