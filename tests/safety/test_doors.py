"""The ways in: nobody learns who has an account, guessing ends soon, and a session is only its owner's."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from desireline.people.identity.models import Person
from tests.cast import Cast

PASSWORD = "a long walk home 4711"


def with_password(person: Person) -> None:
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)


def blank(text: str, *addresses: str) -> str:
    """The page without what differs between any two requests, and without the address that was typed."""
    for address in addresses:
        text = text.replace(address, "ADDRESS")
    return re.sub(r'value="[A-Za-z0-9]{40,}"', "", text)


def asked(route: str, **data: str) -> tuple[int, str, str]:
    client = Client()
    answer = client.post(reverse(route), data)
    page = client.get(answer["Location"]) if "Location" in answer else answer
    return answer.status_code, answer.get("Location", ""), blank(page.content.decode(), *data.values())


@pytest.mark.parametrize("route", ["account_request_login_code", "account_reset_password"])
def test_codes_tell_nothing_about_an_address(cast: Cast, route: str) -> None:
    assert asked(route, email="carla@example.org") == asked(route, email="nobody@example.org")


def test_a_wrong_password_tells_nothing_about_an_address(cast: Cast) -> None:
    known = asked("account_login", login="carla@example.org", password=PASSWORD)
    assert known == asked("account_login", login="nobody@example.org", password=PASSWORD)
    assert known == asked("account_login", login="bob@example.org", password=PASSWORD)


def test_signing_up_tells_nothing_about_an_address(cast: Cast) -> None:
    data = {"name": "New", "password1": PASSWORD}
    known = asked("account_signup", email="carla@example.org", **data)
    assert known == asked("account_signup", email="nobody@example.org", **data)


def test_guessing_a_password_ends(cast: Cast) -> None:
    with_password(cast.carla)
    answers = []
    for number in range(14):
        client = Client(REMOTE_ADDR=f"192.0.2.{number * 9 + 1}")
        answers.append(
            client.post("/sign-in", {"login": "carla@example.org", "password": f"wrong {number} wrong"})
        )
    assert answers[0].status_code != 429
    assert "_auth_user_id" not in client.session
    right = Client(REMOTE_ADDR="198.51.100.7").post(
        "/sign-in", {"login": "carla@example.org", "password": PASSWORD}
    )
    assert right.status_code != 302
    assert "_auth_user_id" not in right.client.session


def test_guessing_a_code_ends(cast: Cast) -> None:
    client = Client()
    client.post("/sign-in/code", {"email": "carla@example.org"})
    answers = [client.post("/sign-in/code/confirm", {"code": f"AAAA{n:02}"}) for n in range(12)]
    assert answers[-1].status_code in (302, 403, 429)
    assert "_auth_user_id" not in client.session


def test_asking_for_codes_is_limited_per_address(cast: Cast) -> None:
    answers = [
        Client(REMOTE_ADDR=f"192.0.2.{n}").post("/sign-in/code", {"email": "carla@example.org"})
        for n in range(1, 10)
    ]
    assert answers[0].status_code == 302
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0


def test_a_session_is_renewed_at_sign_in(cast: Cast) -> None:
    with_password(cast.carla)
    client = Client()
    planted = client.session  # somebody else's session in one's own browser
    planted["x"] = 1
    planted.save()
    before = client.cookies["desireline"].value
    client.post("/sign-in", {"login": "carla@example.org", "password": PASSWORD})
    assert client.cookies["desireline"].value != before
    stale = Client()
    stale.cookies["desireline"] = before
    assert stale.get("/me").status_code == 302


def test_the_session_of_a_blocked_person_is_worth_nothing(cast: Cast) -> None:
    from desireline.people.identity.api import block

    client = Client()
    client.force_login(cast.otto)
    assert client.get("/me").status_code == 200
    block(cast.otto, by=cast.ada, reason="test")
    for path in ("/me", "/me/export", "/me/notices"):
        assert client.get(path).status_code == 302
    assert not client.get("/").wsgi_request.user.is_authenticated


@pytest.mark.parametrize(
    "onward",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil.example",
     "\t//evil.example", "http://testserver@evil.example/", "///evil.example", "%2f%2fevil.example"],
)  # fmt: skip
def test_nobody_is_led_elsewhere(cast: Cast, onward: str) -> None:
    with_password(cast.carla)
    client = Client()
    answer = client.post("/sign-in", {"login": "carla@example.org", "password": PASSWORD, "next": onward})
    assert answer.status_code == 302
    assert at_home(answer["Location"]), answer["Location"]
    for path, data in (("/language", {"language": "de", "next": onward}), ("/sign-out", {"next": onward})):
        answer = client.post(path, data)
        assert answer.status_code in (302, 400)
        assert at_home(answer.get("Location", "/")), (path, answer["Location"])


def at_home(location: str) -> bool:
    plain = location.strip().replace("\\", "/")
    return urlsplit(urljoin("http://testserver/sign-out", plain))[:2] == ("http", "testserver")
