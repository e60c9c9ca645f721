from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone

from desireline.kit.errors import Refused
from desireline.kit.events import subscribe
from desireline.kit.options.api import put
from desireline.people.accounts.events import AccountJoined
from desireline.people.identity.api import create_admin, invite, setup_link, withdraw
from desireline.people.identity.models import Invitation, Person
from desireline.people.roles.api import Role
from tests.cast import Cast
from tests.people.identity.test_ways_in import PASSWORD, signed_in

joined: list[AccountJoined] = []
subscribe(AccountJoined)(joined.append)
NEW = {"name": "Nina", "email": "nina@example.org", "password1": PASSWORD}


def _token() -> str:
    return str(mail.outbox[-1].body).split("/invitation/")[1].split()[0]


def test_an_invitation_lets_in_with_its_role_and_account_once(client: Client, cast: Cast) -> None:
    put({"sign_up": "invited"})
    made = invite("Nina@Example.org", by=cast.ada, role=Role.CONTRIBUTOR, account=cast.harbour)
    token = _token()
    assert token not in made.token_hash
    assert client.get(f"/invitation/{token}")["Location"] == "/sign-up"
    assert "nina@example.org" in client.get("/sign-up").content.decode()
    assert client.post("/sign-up", NEW).status_code == 302
    assert signed_in(client)
    nina = Person.objects.get(email="nina@example.org")
    assert (nina.role, nina.account_id) == (Role.CONTRIBUTOR, cast.harbour.pk)
    assert Client().get(f"/invitation/{token}").status_code == 410


def test_who_comes_by_an_invitation_is_told_to_have_joined_its_account(cast: Cast) -> None:
    joined.clear()
    for email, account in (("nina@example.org", cast.harbour), ("noah@example.org", None)):
        invite(email, by=cast.ada, account=account)
        guest = Client()
        guest.get(f"/invitation/{_token()}")
        guest.post("/sign-up", {**NEW, "email": email})
        assert signed_in(guest)
    nina = Person.objects.get(email="nina@example.org")
    assert joined == [AccountJoined(cast.harbour.pk, nina.pk, first=True)]
    assert list(nina.memberships.values_list("account_id", flat=True)) == [cast.harbour.pk]


def test_an_invitation_is_for_its_address_alone(client: Client, cast: Cast) -> None:
    put({"sign_up": "invited"})
    invite("nina@example.org", by=cast.ada, role=Role.ADMIN)
    client.get(f"/invitation/{_token()}")
    answer = client.post("/sign-up", {**NEW, "email": "eve@example.org"})
    assert "The invitation is for nina@example.org" in answer.content.decode()
    assert not Person.objects.filter(email="eve@example.org").exists()


def test_invitations_end_by_time_by_a_newer_one_and_when_withdrawn(client: Client, cast: Cast) -> None:
    invite("nina@example.org", by=cast.ada)
    first = _token()
    made = invite("nina@example.org", by=cast.ada)
    second = _token()
    assert client.get(f"/invitation/{first}").status_code == 410
    Invitation.objects.update(expires=timezone.now() - timedelta(minutes=1))
    assert client.get(f"/invitation/{second}").status_code == 410
    withdraw(made, by=cast.ada)
    assert not Invitation.objects.exists()


def test_only_administrators_invite_and_only_those_who_are_not_here(cast: Cast) -> None:
    for email, by in (
        ("nina@example.org", cast.stella),
        ("carla@example.org", cast.ada),
        ("rubbish", cast.ada),
    ):
        with pytest.raises(Refused):
            invite(email, by=by)


@pytest.mark.django_db
def test_the_first_administrator_needs_the_link_that_the_server_prints(client: Client) -> None:
    first, link = setup_link(), setup_link()
    assert first
    assert link
    assert link.startswith("http://localhost:8000/setup/")
    for wrong in (first, "http://localhost:8000/setup/guess"):
        assert client.get(wrong.removeprefix("http://localhost:8000")).status_code == 404
    path = link.removeprefix("http://localhost:8000")
    assert client.get(path).status_code == 200
    assert client.post(path, {**NEW, "password1": "short"}).status_code == 422
    assert client.post(path, NEW).status_code == 302
    assert signed_in(client)
    assert Person.objects.get().role == Role.ADMIN
    assert setup_link() is None
    assert Client().post(path, {**NEW, "email": "eve@example.org"}).status_code == 404


@pytest.mark.django_db
def test_signing_up_first_does_not_make_an_administrator(client: Client) -> None:
    client.post("/sign-up", NEW)
    assert Person.objects.get().role == Role.CUSTOMER


def test_the_command_makes_a_known_person_administrator(cast: Cast) -> None:
    call_command("create-admin", "carla@example.org")
    cast.carla.refresh_from_db()
    assert cast.carla.role == Role.ADMIN
    assert create_admin("new@example.org", password=PASSWORD).check_password(PASSWORD)


def test_one_click_signs_in_as_one_of_the_cast_in_the_demo_alone(client: Client, cast: Cast) -> None:
    Person.objects.filter(pk=cast.carla.pk).update(attributes={"cast": "carla"})
    assert client.post("/sign-in/as/carla").status_code == 404
    assert "Try it as" not in client.get("/sign-in").content.decode()
    with override_settings(DEMO=True):
        assert "Carla" in client.get("/sign-in").content.decode()
        assert client.get("/sign-in/as/carla").status_code == 405
        assert client.post("/sign-in/as/nobody").status_code == 404
        assert client.post("/sign-in/as/carla").status_code == 302
    assert signed_in(client)
