"""Customers say what is wrong; the team settles it; all of it can be forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from desireline.guide.account import looks, own
from desireline.guide.account.models import AccountLook, Correction, SavedFilter
from desireline.kit.options import api as options
from desireline.people.identity.models import Person
from desireline.people.notices.models import Notice
from desireline.people.profile.api import erase
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def post(path: str, person: Person, **data: str) -> Any:
    client = Client()
    client.force_login(person)
    return client.post(path, data)


def see(path: str, person: Person) -> str:
    client = Client()
    client.force_login(person)
    return client.get(path).content.decode()


def test_a_customer_asks_the_team_answers_and_both_see_the_state(cast: Cast) -> None:
    post(
        "/accounts/harbour-cafe/corrections",
        cast.carla,
        about="Order 1",
        key="shop:order:1",
        text="It came twice",
    )
    made = Correction.objects.get()
    assert (made.account, made.by, made.state, made.key) == (cast.harbour, cast.carla, "open", "shop:order:1")
    assert set(Notice.objects.values_list("person__name", flat=True)) == {"Tom", "Stella", "Ada"}
    assert "It came twice" in see("/team/corrections", cast.tom)
    assert "It came twice" in see("/accounts/harbour-cafe", cast.tom)
    post(f"/team/corrections/{made.pk}", cast.tom, how="done", answer="One of them is gone")
    made.refresh_from_db()
    assert (made.state, made.settled_by) == ("done", cast.tom)
    page = see("/accounts/harbour-cafe", cast.carla)
    assert "One of them is gone" in page
    assert "Put right" in page
    assert Notice.objects.filter(person=cast.carla, url__startswith="/accounts/harbour-cafe").exists()
    assert "It came twice" not in see("/team/corrections", cast.tom)
    assert "It came twice" in see("/team/corrections?view=settled", cast.tom)
    post(f"/team/corrections/{made.pk}?how=open", cast.tom)
    made.refresh_from_db()
    assert (made.state, made.settled_at) == ("open", None)


def test_only_the_people_of_the_account_ask_and_they_say_something(cast: Cast) -> None:
    post("/accounts/harbour-cafe/corrections", cast.tom, text="Something is wrong")
    post("/accounts/harbour-cafe/corrections", cast.carla, text=" ")
    assert post("/accounts/harbour-cafe/corrections", cast.otto, text="Let me in").status_code == 404
    assert Correction.objects.count() == 0


def test_a_colleague_does_not_read_what_one_asked_for(cast: Cast) -> None:
    from desireline.people.accounts.api import join

    Correction.objects.create(account=cast.harbour, by=cast.carla, text="My salary is wrong")
    join(cast.harbour, person=cast.otto, by=cast.ada)
    assert "My salary" not in see("/accounts/harbour-cafe", cast.otto)
    assert "My salary" in see("/accounts/harbour-cafe", cast.carla)


def test_who_leaves_takes_filters_and_corrections_along(cast: Cast) -> None:
    Correction.objects.create(account=cast.harbour, by=cast.carla, text="Wrong")
    SavedFilter.objects.create(person=cast.carla, name="Mine", query="q=lamp")
    assert [row["text"] for row in own.corrections(cast.carla)] == ["Wrong"]
    assert [row["name"] for row in own.account_filters(cast.carla)] == ["Mine"]
    erase(cast.carla)
    assert not Correction.objects.exists()
    assert not SavedFilter.objects.exists()


def test_the_log_is_kept_as_long_as_the_option_says(cast: Cast) -> None:
    options.put({looks.DAYS: 30})
    for days in (31, 29):
        at = timezone.now() - timedelta(days=days)
        AccountLook.objects.create(account=cast.harbour, person=cast.tom, at=at)
    assert looks.sweep() == 1
    assert AccountLook.objects.count() == 1
