"""Answers when something does not work: the right status, words in the reader's language, a way on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings
from django.db import DataError, connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils.translation import override

from desireline.kit.errors import Refused
from desireline.kit.limits.api import TooMany
from desireline.kit.pages import failures
from desireline.kit.pages.holding import Holding
from tests.cast import Cast


def held(error: Exception, **headers: str) -> Any:
    request = RequestFactory().post("/somewhere", headers=headers)
    return Holding(lambda request: failures.server_error(request)).process_exception(request, error)


@pytest.mark.django_db
def test_an_unknown_page_has_a_way_on(client: Client) -> None:
    answer = client.get("/nowhere?at=all", HTTP_REFERER="http://testserver/boards?x=1")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "This path leads nowhere" in page
    assert 'href="/boards?x=1"' in page
    assert "/sign-in?next=/nowhere" in page
    assert "evil" not in client.get("/nowhere", HTTP_REFERER="http://evil.example/x").content.decode()


def test_too_many_says_when_to_come_back() -> None:
    answer = held(TooMany("Wait a little.", retry_after=90))
    assert answer.status_code == 429
    assert answer["Retry-After"] == "90"
    assert "Wait a little." in answer.content.decode()


def test_htmx_gets_a_toast_and_scripts_get_json() -> None:
    answer = held(Refused("No “<b>” here."), **{"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Reswap"]) == (400, "none")
    assert json.loads(answer["HX-Trigger"])["toast"]["text"] == "No “<b>” here."
    assert answer["Content-Type"].startswith("text/plain")
    answer = held(Refused("No."), Accept="application/json")
    assert json.loads(answer.content) == {"message": "No."}
    assert "&lt;b&gt;" in held(Refused("<b>")).content.decode()


@pytest.mark.parametrize(
    "error",
    [
        DataError("value too long for type character varying(80)"),
        OverflowError("Python int too large to convert to SQLite INTEGER"),
        ValueError("A string literal cannot contain NUL (0x00) characters."),
        UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
    ],
)
def test_what_no_database_holds_is_a_bad_request(error: Exception) -> None:
    assert held(error).status_code == 400
    assert held(ValueError("a mistake of ours")) is None


def test_the_page_about_our_own_mistakes_needs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "cursor", None)
    with override("en"):
        answer = failures.server_error(RequestFactory().get("/landscape"))
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Something broke" in page
    assert 'href="/landscape"' in page


def test_a_page_for_a_reader_falls_back_to_one_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    request = RequestFactory().get("/x")  # has no user: the frame cannot be drawn
    assert "This path leads nowhere" in failures.not_found(request).content.decode()


@pytest.mark.django_db
def test_forms_from_elsewhere_are_refused_with_words(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.carla)
    answer = client.post("/me", {"name": "Eve"}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "Please send that again" in answer.content.decode()


@pytest.mark.django_db
def test_what_is_too_large_is_said_to_be(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    client.force_login(cast.carla)
    words = "a" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    answer = client.post("/me", {"about": words})
    assert answer.status_code == 413
    assert "Too large" in answer.content.decode()
    monkeypatch.setattr(settings, "MAX_UPLOAD", 100)
    assert client.post("/me", {"about": "a" * 1000}).status_code == 413


@pytest.mark.django_db
def test_nul_never_reaches_a_view(client: Client, cast: Cast) -> None:
    client.force_login(cast.carla)
    assert client.get("/search?q=a%00b").status_code == 400
    body = "name=a%00b"
    answer = client.post("/me", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400


def test_a_wrong_host_is_answered_too() -> None:
    request: HttpRequest = RequestFactory().get(
        "/x", headers={"Host": "evil example", "Referer": "http://e/"}
    )
    assert failures.bad_request(request).status_code == 400
