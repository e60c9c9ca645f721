from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from desireline.people.identity.models import Person
from desireline.people.roles.api import Role
from desireline.site.operate.admins import create_admin
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_new_administrator_can_sign_in_with_the_password(client: Client) -> None:
    said = create_admin("Boss@Bank.test", name="The Boss")
    password = said.split("Password: ")[1].split("\n")[0]
    person = Person.objects.get(email="boss@bank.test")
    assert (person.role, person.check_password(password)) == (Role.ADMIN, True)


def test_somebody_known_keeps_their_password(cast: Cast) -> None:
    assert "signs in as before" in create_admin("carla@example.org")
    cast.carla.refresh_from_db()
    assert cast.carla.role == Role.ADMIN


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("create_admin", "boss")
