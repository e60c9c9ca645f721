"""The quick way in recognises whom Django's own way recognises, and nobody else."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from desireline.people.identity import signed
from desireline.people.identity.models import Person, new_lock
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def inside(client: Client) -> bool:
    return client.get("/me").status_code == 200


@pytest.fixture
def carla(client: Client, cast: Cast) -> Person:
    client.force_login(cast.carla)
    assert inside(client)
    return cast.carla


def test_one_query_finds_session_and_person(client: Client, carla: Person) -> None:
    request = client.get("/me").wsgi_request
    signed._owners.clear()
    signed.recognise(request)
    again = client.get("/me").wsgi_request
    read = Person.objects.get(pk=carla.pk)
    for field in Person._meta.concrete_fields:
        assert getattr(again.user, field.attname) == getattr(read, field.attname)


def test_the_quick_way_costs_one_query(client: Client, carla: Person, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    request = client.get("/me").wsgi_request
    with django_assert_num_queries(1):
        signed.recognise(request)


def test_a_blocked_person_is_out_with_the_next_request(client: Client, carla: Person) -> None:
    Person.objects.filter(pk=carla.pk).update(is_active=False)
    assert not inside(client)


def test_a_changed_lock_ends_the_session_at_once(client: Client, carla: Person) -> None:
    Person.objects.filter(pk=carla.pk).update(lock=new_lock())
    assert not inside(client)


def test_a_new_password_ends_the_session_at_once(client: Client, carla: Person) -> None:
    Person.objects.filter(pk=carla.pk).update(password="!another")
    assert not inside(client)


def test_a_deleted_or_expired_session_is_nobodys(client: Client, carla: Person) -> None:
    Session.objects.all().delete()
    assert not inside(client)


def test_forged_session_data_is_not_believed(client: Client, carla: Person, cast: Cast) -> None:
    session = Session.objects.get()
    Session.objects.filter(pk=session.pk).update(session_data="x" + session.session_data)
    assert not inside(client)


def test_signing_in_as_somebody_else_is_noticed(client: Client, carla: Person, cast: Cast) -> None:
    client.force_login(cast.tom)
    assert client.get("/me").wsgi_request.user == cast.tom


def test_what_a_request_writes_into_its_session_stays_its_own(client: Client, carla: Person) -> None:
    first = client.get("/me").wsgi_request
    first.session._session_cache["seen"] = 1
    assert "seen" not in client.get("/me").wsgi_request.session
