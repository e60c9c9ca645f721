"""Blocking ends everything at once; nothing tells whether an address has an account; limits hold."""

from __future__ import annotations

import re
import time

import pytest
from django.core import mail
from django.test import Client

from desireline.kit.errors import Refused
from desireline.people.identity.api import block, end_sessions, own, set_role, unblock
from desireline.people.identity.models import Person
from desireline.people.roles.api import Role
from tests import make
from tests.cast import Cast
from tests.people.identity.test_ways_in import PASSWORD, code_in, signed_in, with_password


def _shown(content: bytes, email: str) -> str:
    """The page without what is different each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", content.decode()).replace(email, "X")


def _tokens(client: Client) -> str:
    return client.cookies["desireline"].value


def test_a_session_replayed_after_a_block_is_worth_nothing(client: Client, cast: Cast) -> None:
    client.force_login(cast.carla)
    kept = _tokens(client)
    assert client.get("/me").status_code == 200
    block(cast.carla, by=cast.tom, reason="spam")
    replay = Client()
    for _ in range(2):
        replay.cookies["desireline"] = kept
        assert replay.get("/me").status_code == 302
    unblock(Person.objects.get(pk=cast.carla.pk), by=cast.tom)
    replay.cookies["desireline"] = kept
    assert replay.get("/me").status_code == 302


def test_a_code_sent_before_the_block_does_not_let_in(client: Client, cast: Cast) -> None:
    own(cast.carla, "carla@example.org")
    client.post("/sign-in/code", {"email": "carla@example.org"})
    block(cast.carla, by=cast.tom)
    client.post("/sign-in/code/confirm", {"code": code_in(str(mail.outbox[0].body))})
    assert not signed_in(client)


def test_a_reset_begun_before_the_block_sets_no_password(client: Client, cast: Cast) -> None:
    with_password(cast.carla)
    client.post("/sign-in/password", {"email": "carla@example.org"})
    client.post("/sign-in/password/confirm", {"code": code_in(str(mail.outbox[0].body))})
    block(cast.carla, by=cast.tom)
    new = "another long and rare sentence"
    client.post("/sign-in/password/new", {"password1": new, "password2": new})
    cast.carla.refresh_from_db()
    assert cast.carla.check_password(PASSWORD)


def test_a_blocked_person_does_not_come_in_by_password(client: Client, cast: Cast) -> None:
    with_password(cast.bob)
    answer = client.post("/sign-in", {"login": "bob@example.org", "password": PASSWORD})
    assert answer["Location"] == "/sign-in/blocked"
    assert not signed_in(client)


def test_signing_out_everywhere_keeps_this_one(client: Client, cast: Cast) -> None:
    client.force_login(cast.carla)
    other = Client()
    other.force_login(cast.carla)
    client.post("/me/sign-out-everywhere")
    assert client.get("/me").status_code == 200
    assert other.get("/me").status_code == 302
    end_sessions(Person.objects.get(pk=cast.carla.pk))
    assert client.get("/me").status_code == 302


def test_who_may_block_whom(cast: Cast) -> None:
    for person, by in (
        (cast.tom, cast.tom),
        (cast.ada, cast.tom),
        (cast.otto, cast.carla),
        (cast.bob, cast.tom),
    ):
        with pytest.raises(Refused):
            block(person, by=by)


def test_the_last_administrator_stays(cast: Cast) -> None:
    with pytest.raises(Refused, match="last administrator"):
        set_role(cast.ada, role=Role.TEAM, by=cast.ada)
    make.person(role=Role.ADMIN)
    assert set_role(cast.ada, role=Role.TEAM, by=cast.ada) == Role.ADMIN


def test_pages_answer_the_same_whether_an_address_is_known(client: Client, cast: Cast) -> None:
    with_password(cast.carla)
    for path, field in (("/sign-in/code", "email"), ("/sign-in/password", "email")):
        answers = []
        for email in ("carla@example.org", "nobody@example.org"):
            reader = Client()
            answer = reader.post(path, {field: email})
            page = reader.get(answer["Location"])
            answers.append((answer.status_code, answer["Location"], _shown(page.content, email)))
        assert answers[0] == answers[1]
    assert len(mail.outbox) == 4


def test_signing_up_answers_the_same_for_a_known_address(cast: Cast) -> None:
    own(cast.carla, "carla@example.org")
    answers = []
    for email in ("carla@example.org", "nobody@example.org"):
        reader = Client()
        data = {"name": "Nina", "email": email, "password1": PASSWORD, "website": ""}
        answer = reader.post("/sign-up", data)
        page = reader.get(answer["Location"])
        answers.append((answer.status_code, answer["Location"], _shown(page.content, email)))
    assert answers[0] == answers[1]
    assert "have an account" in mail.outbox[0].subject


def test_a_wrong_password_takes_as_long_for_an_unknown_address(cast: Cast) -> None:
    with_password(cast.carla)

    def took(email: str) -> float:
        times = []
        for _ in range(4):
            start = time.perf_counter()
            Client().post("/sign-in", {"login": email, "password": "wrong and long enough"})
            times.append(time.perf_counter() - start)
        return min(times)

    known, unknown = took("carla@example.org"), took("nobody@example.org")
    assert 0.4 < known / unknown < 2.5


def test_guessing_passwords_ends_for_the_account_and_for_the_place(cast: Cast) -> None:
    with_password(cast.carla)
    for n in range(10):
        client = Client(REMOTE_ADDR=f"192.0.2.{n}")
        assert client.post("/sign-in", {"login": "carla@example.org", "password": "wrong"}).status_code == 200
    refused = Client(REMOTE_ADDR="192.0.2.99").post(
        "/sign-in", {"login": "CARLA@example.org", "password": PASSWORD}
    )
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert "Try again in" in refused.content.decode()


def test_asking_for_codes_is_limited_per_address_and_per_place(cast: Cast) -> None:
    answers = [
        Client(REMOTE_ADDR=f"192.0.2.{n}").post("/sign-in/code", {"email": "carla@example.org"}).status_code
        for n in range(8)
    ]
    assert answers == [302] * 6 + [429] * 2
    same = [
        Client(REMOTE_ADDR=f"2001:db8::{n:x}")
        .post("/sign-in/code", {"email": f"p{n}@example.org"})
        .status_code
        for n in range(1, 23)
    ]
    assert same == [302] * 20 + [429] * 2
