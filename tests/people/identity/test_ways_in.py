"""Signing in and up as people do it, through the pages."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from desireline.kit.options.api import put
from desireline.people.identity.api import own
from desireline.people.identity.models import Person
from tests.cast import Cast

PASSWORD = "a long and rare sentence"
CODE = re.compile(r"^\s+([A-Z]{4}-[A-Z]{4})$", re.MULTILINE)


def code_in(text: str) -> str:
    found = CODE.search(text)
    assert found, text
    return found[1]


def with_password(person: Person) -> Person:
    person.set_password(PASSWORD)
    person.save()
    own(person, str(person.email))
    return person


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def sign_up(client: Client, email: str = "nina@example.org") -> None:
    answer = client.post("/sign-up", {"name": "Nina", "email": email, "password1": PASSWORD, "website": ""})
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == "/sign-up/confirm"


@pytest.mark.django_db
def test_signing_up_asks_for_the_code_from_the_mail(client: Client) -> None:
    sign_up(client)
    assert not signed_in(client)
    assert mail.outbox[0].to == ["nina@example.org"]
    answer = client.post("/sign-up/confirm", {"code": code_in(str(mail.outbox[0].body))})
    assert answer.status_code == 302
    assert signed_in(client)
    nina = Person.objects.get(email="nina@example.org")
    assert (nina.name, nina.role, nina.trust) == ("Nina", "customer", Person.Trust.NEW)
    assert EmailAddress.objects.get(user_id=nina.pk).verified


def test_a_password_signs_in_and_a_wrong_one_does_not(client: Client, cast: Cast) -> None:
    with_password(cast.carla)
    wrong = client.post("/sign-in", {"login": "carla@example.org", "password": "not the right one"})
    assert "do not belong together" in wrong.content.decode()
    answer = client.post(
        "/sign-in", {"login": "Carla@Example.org", "password": PASSWORD, "next": "/brand.css"}
    )
    assert answer["Location"] == "/brand.css"
    assert signed_in(client)


def test_nobody_is_led_to_another_site_after_signing_in(client: Client, cast: Cast) -> None:
    with_password(cast.carla)
    for address in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        answer = client.post(
            "/sign-in", {"login": "carla@example.org", "password": PASSWORD, "next": address}
        )
        assert answer["Location"] == "/"
        client.logout()


def test_a_mailed_code_signs_in_once(client: Client, cast: Cast) -> None:
    own(cast.carla, "carla@example.org")
    assert client.post("/sign-in/code", {"email": "carla@example.org"})["Location"] == "/sign-in/code/confirm"
    assert "carla@example.org" in client.get("/sign-in/code/confirm").content.decode()
    code = code_in(str(mail.outbox[0].body))
    assert client.post("/sign-in/code/confirm", {"code": code}).status_code == 302
    assert signed_in(client)
    client.logout()
    client.post("/sign-in/code/confirm", {"code": code})
    assert not signed_in(client)


def test_three_wrong_codes_end_the_attempt(client: Client, cast: Cast) -> None:
    own(cast.carla, "carla@example.org")
    client.post("/sign-in/code", {"email": "carla@example.org"})
    for _ in range(3):
        client.post("/sign-in/code/confirm", {"code": "AAAA-AAAA"})
    client.post("/sign-in/code/confirm", {"code": code_in(str(mail.outbox[0].body))})
    assert not signed_in(client)


def test_a_forgotten_password_is_set_anew_with_a_code(client: Client, cast: Cast) -> None:
    with_password(cast.carla)
    elsewhere = Client()
    elsewhere.post("/sign-in", {"login": "carla@example.org", "password": PASSWORD})
    client.post("/sign-in/password", {"email": "carla@example.org"})
    client.post("/sign-in/password/confirm", {"code": code_in(str(mail.outbox[0].body))})
    assert client.get("/sign-in/password/new").status_code == 200
    new = "another long and rare sentence"
    done = client.post("/sign-in/password/new", {"password1": new, "password2": new}, follow=True)
    assert "Your password is set" in done.content.decode()
    assert elsewhere.get("/me")["Location"].startswith("/sign-in")
    client.post("/sign-in", {"login": "carla@example.org", "password": new})
    assert signed_in(client)
    assert "Your password was reset" in [message.subject for message in mail.outbox]


def test_mail_speaks_the_language_of_its_reader(client: Client, cast: Cast) -> None:
    own(cast.carla, "carla@example.org")
    Person.objects.filter(pk=cast.carla.pk).update(language="de")
    client.post("/sign-in/code", {"email": "carla@example.org"}, headers={"Accept-Language": "en"})
    assert 'lang="de"' in str(mail.outbox[0].alternatives[0][0])


@pytest.mark.django_db
def test_sign_up_may_be_closed_or_by_invitation(client: Client) -> None:
    for mode in ("invited", "closed"):
        put({"sign_up": mode})
        assert "by invitation" in client.get("/sign-up").content.decode()
        client.post("/sign-up", {"name": "N", "email": "n@example.org", "password1": PASSWORD})
        assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_robot_that_fills_the_hidden_field_makes_no_account(client: Client) -> None:
    data = {
        "name": "Robot",
        "email": "r@example.org",
        "password1": PASSWORD,
        "website": "https://spam.example",
    }
    assert client.post("/sign-up", data).status_code == 200
    assert not Person.objects.exists()


def test_routes_of_the_library_that_we_do_not_use_do_not_exist(client: Client, cast: Cast) -> None:
    client.force_login(cast.carla)
    for path in (
        "/sign-in/login/",
        "/sign-in/signup/",
        "/sign-in/2fa/",
        "/accounts/login/",
        "/sign-in/email/",
    ):
        assert client.get(path).status_code == 404


def test_every_page_of_the_ways_in_can_be_drawn(client: Client, cast: Cast) -> None:
    for path in (
        "/sign-in",
        "/sign-up",
        "/sign-in/code",
        "/sign-in/password",
        "/sign-in/password/done",
        "/sign-in/blocked",
    ):
        assert client.get(path).status_code == 200, path
    with_password(cast.carla)
    client.post("/sign-in", {"login": "carla@example.org", "password": PASSWORD})
    for path in ("/me/addresses", "/me/password", "/me/passkeys", "/me/again", "/sign-out"):
        assert client.get(path).status_code == 200, path
    client.post("/me/again", {"password": PASSWORD})
    for path in ("/me/passkeys/add", "/me/passkeys/codes/new"):
        assert client.get(path).status_code == 200, path


def ways_out(page: str) -> list[str]:
    """Where the buttons of a code page lead that give up the attempt."""
    return re.findall(r'name="next" value="([^"]+)"><button class="link">', page)


def test_a_mistyped_address_is_no_dead_end(client: Client, cast: Cast) -> None:
    client.post("/sign-in/code", {"email": "mistyped@example.org", "next": "/boards"})
    page = client.get("/sign-in/code/confirm?next=/boards").content.decode()
    assert "mistyped@example.org" in page
    another, password = ways_out(page)
    assert another == "/sign-in/code?next=/boards"
    assert password == "/sign-in?next=/boards"
    for target in (password, another):
        client.post("/sign-in/code", {"email": "mistyped@example.org"})
        answer = client.post("/sign-out", {"next": target}, follow=True)
        assert answer.redirect_chain == [(target, 302)]
        assert answer.status_code == 200
    assert client.post("/sign-in/code", {"email": "carla@example.org"})["Location"] == "/sign-in/code/confirm"
    assert "carla@example.org" in client.get("/sign-in/code/confirm").content.decode()


def test_another_address_is_also_given_when_signing_up_and_for_a_new_password(
    client: Client, cast: Cast
) -> None:
    sign_up(client)
    assert ways_out(client.get("/sign-up/confirm").content.decode()) == ["/sign-up", "/sign-in"]
    assert client.post("/sign-out", {"next": "/sign-up"}, follow=True).redirect_chain == [("/sign-up", 302)]
    client.post("/sign-in/password", {"email": "carla@example.org"})
    assert ways_out(client.get("/sign-in/password/confirm").content.decode()) == [
        "/sign-in/password",
        "/sign-in",
    ]


def test_confirming_one_more_address_does_not_offer_to_sign_out(client: Client, cast: Cast) -> None:
    with_password(cast.carla)
    client.post("/sign-in", {"login": "carla@example.org", "password": PASSWORD})
    client.post("/me/again", {"password": PASSWORD})
    added = client.post("/me/addresses", {"email": "more@example.org", "action_add": "1"}, follow=True)
    assert added.redirect_chain == [("/sign-up/confirm", 302)]
    page = added.content.decode()
    assert "more@example.org" in page
    assert ways_out(page) == []
    assert "/me/addresses" in page
