from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from desireline.people.identity.models import Block, Invitation, Person
from desireline.people.roles.api import LABELS, MEANINGS, Permission, Role, allows, may
from tests import make
from tests.cast import Cast


def test_each_role_may_what_the_one_before_may() -> None:
    roles = list(Role)
    for lower, higher in pairwise(roles):
        assert {p for p in Permission if allows(lower, p)} < {p for p in Permission if allows(higher, p)}
    assert set(LABELS) == set(MEANINGS) == set(Role)


def test_nobody_and_blocked_people_may_nothing(cast: Cast) -> None:
    cast.bob.role = Role.ADMIN
    assert not any(may(person, p) for person in (None, cast.bob) for p in Permission)


def test_the_list_is_found_filtered_and_paged(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for n in range(55):
        make.person(f"Guest {n:02}", account=cast.harbour)
    client.force_login(cast.tom)
    client.get("/team/people")
    with django_assert_max_num_queries(3):  # session with person, people with accounts, the bell
        page = client.get("/team/people").content.decode()
    assert "Guest 54" in page
    assert "Carla" not in page
    after = page.split("after=")[1].split('"')[0]
    assert "Carla" in client.get(f"/team/people?after={after}").content.decode()
    for query, shown, hidden in (
        ("q=carla", "Carla", "Otto"),
        ("only=blocked", "Bob", "Carla"),
        ("only=staff", "Stella", "Carla"),
    ):
        found = client.get(f"/team/people?{query}").content.decode()
        assert shown in found
        assert hidden not in found


def _undo(page: str) -> str:
    return page.split('class="toast"')[1].split('action="')[1].split('"')[0]


def test_a_role_is_given_and_taken_back(client: Client, cast: Cast) -> None:
    client.force_login(cast.ada)
    page = client.post(f"/team/people/{cast.carla.pk}/role", {"role": "team"}, follow=True).content.decode()
    cast.carla.refresh_from_db()
    assert cast.carla.role == Role.TEAM
    client.post(_undo(page))
    cast.carla.refresh_from_db()
    assert cast.carla.role == Role.CUSTOMER
    assert client.post(f"/team/people/{cast.carla.pk}/role", {"role": "king"}).status_code == 404


def test_blocking_from_the_list_and_undoing_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.tom)
    page = client.post(
        f"/team/people/{cast.carla.pk}/block", {"reason": "spam"}, follow=True
    ).content.decode()
    assert Block.objects.get(person=cast.carla).reason == "spam"
    assert "Blocked by Tom" in page
    client.post(_undo(page))
    assert Person.objects.get(pk=cast.carla.pk).is_active
    assert Block.objects.get(person=cast.carla).lifted_by == cast.tom


def test_trust_is_given_and_taken_back(client: Client, cast: Cast) -> None:
    client.force_login(cast.tom)
    page = client.post(f"/team/people/{cast.otto.pk}/trust", follow=True).content.decode()
    cast.otto.refresh_from_db()
    assert cast.otto.trust == Person.Trust.KNOWN
    client.post(_undo(page))
    cast.otto.refresh_from_db()
    assert cast.otto.trust == Person.Trust.NEW


def test_the_team_moderates_and_does_not_manage(client: Client, cast: Cast) -> None:
    client.force_login(cast.tom)
    assert client.post(f"/team/people/{cast.carla.pk}/role", {"role": "admin"}).status_code == 404
    answer = client.post(f"/team/people/{cast.ada.pk}/block", follow=True).content.decode()
    assert "above yours" in answer
    assert Person.objects.get(pk=cast.ada.pk).is_active


def test_several_are_invited_at_once_and_one_is_taken_back(client: Client, cast: Cast) -> None:
    client.force_login(cast.ada)
    data = {
        "emails": "a@example.org, b@example.org\nc@example.org",
        "role": "team",
        "account": "harbour-cafe",
    }
    assert client.post("/team/people/invitations", data).status_code == 302
    assert [message.to[0] for message in mail.outbox] == ["a@example.org", "b@example.org", "c@example.org"]
    first = Invitation.objects.get(email="a@example.org")
    assert "a@example.org" in client.get("/team/people/invitations").content.decode()
    client.post(f"/team/people/invitations/{first.pk}/withdraw")
    assert Invitation.objects.count() == 2
    wrong = client.post("/team/people/invitations", {"emails": "carla@example.org", "role": "team"})
    assert wrong.status_code == 422
    assert "is here already" in wrong.content.decode()


@pytest.mark.parametrize(
    "path", ["/team/people", "/team/people/invitations", "/team/audiences", "/team/accounts"]
)
def test_customers_find_nothing_there(path: str, client: Client, cast: Cast) -> None:
    client.force_login(cast.carla)
    assert client.get(path).status_code == 404
    client.logout()
    assert client.get(path)["Location"].startswith("/sign-in")
