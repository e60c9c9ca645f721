from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from desireline.kit.errors import Refused
from desireline.kit.events import subscribe
from desireline.people.accounts import api
from desireline.people.accounts.events import AccountValueChanged
from desireline.people.accounts.models import Account
from tests import make
from tests.cast import Cast

told: list[AccountValueChanged] = []
subscribe(AccountValueChanged)(told.append)


def test_a_new_value_is_told_once(cast: Cast) -> None:
    told.clear()
    api.set_value(cast.harbour, value=Decimal(300), by=cast.ada)
    api.set_value(cast.harbour, value=Decimal(300), by=cast.ada)
    assert told == [AccountValueChanged(cast.harbour.pk, Decimal(120), Decimal(300))]
    with pytest.raises(Refused):
        api.set_value(cast.harbour, value=Decimal(1), by=cast.stella)


def test_two_accounts_of_one_name_have_two_slugs(cast: Cast) -> None:
    slugs = [api.create("Café Zürich", by=cast.ada).slug for _ in range(3)]
    assert slugs == ["café-zürich", "café-zürich-2", "café-zürich-3"]


def test_leaving_the_main_account_makes_the_oldest_other_one_the_main_one(cast: Cast) -> None:
    api.join(cast.bikes, person=cast.carla, by=cast.ada)
    cast.carla.refresh_from_db()
    assert cast.carla.account_id == cast.harbour.pk
    api.leave(cast.harbour, person=cast.carla, by=cast.ada)
    assert cast.carla.account_id == cast.bikes.pk
    api.leave(cast.bikes, person=cast.carla, by=cast.ada)
    cast.carla.refresh_from_db()
    assert cast.carla.account_id is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("1200", "1200"), ("1,200.50", "1200.50"), ("1.200,5", "1200.50"), ("", "0"), ("7'000", "7000")],
)
def test_amounts_as_people_write_them(text: str, value: str) -> None:
    assert api.value_of(text) == Decimal(value)


@pytest.mark.parametrize("text", ["-1", "ten", "1e99", "NaN", "1,2,3.4.5"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        api.value_of(text)


def test_attributes_are_lines_and_a_bad_line_is_named() -> None:
    assert api.attributes_of("plan: pro\n\nregion: north, east") == {
        "plan": "pro",
        "region": ["north", "east"],
    }
    with pytest.raises(Refused, match="Line 2"):
        api.attributes_of("plan: pro\nrubbish")


def test_the_list_pages_by_value_and_finds_names(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    Account.objects.bulk_create(Account(name=f"Firm {n:03}", slug=f"firm-{n}", value=50) for n in range(60))
    client.force_login(cast.tom)
    client.get("/team/accounts")
    with django_assert_max_num_queries(3):  # session with person, accounts, the bell
        page = client.get("/team/accounts").content.decode()
    assert page.index("Harbour Cafe") < page.index("Firm 059")
    assert "Firm 000" not in page
    after = page.split("after=")[1].split('"')[0]
    rest = client.get(f"/team/accounts?after={after}").content.decode()
    assert "Firm 000" in rest
    assert "Harbour Cafe" not in rest
    assert "Harbour" not in client.get("/team/accounts?q=firm 01").content.decode()


def test_the_team_reads_and_administrators_write(client: Client, cast: Cast) -> None:
    client.force_login(cast.tom)
    assert "120" in client.get("/team/accounts/harbour-cafe").content.decode()
    assert client.post("/team/accounts/harbour-cafe/edit", {"name": "X"}).status_code == 404
    client.force_login(cast.ada)
    data = {"name": "Harbour", "value": "99.5", "attributes": "trade: cafe"}
    assert client.post("/team/accounts/harbour-cafe/edit", data).status_code == 302
    cast.harbour.refresh_from_db()
    assert (cast.harbour.name, cast.harbour.value) == ("Harbour", Decimal("99.5"))
    wrong = client.post("/team/accounts/new", {"name": "Y", "value": "lots"})
    assert wrong.status_code == 422
    assert "is not an amount" in wrong.content.decode()
    assert client.post("/team/accounts/new", {"name": "Y", "value": "1"})["Location"] == "/team/accounts/y"


def test_people_are_added_taken_away_and_brought_back(client: Client, cast: Cast) -> None:
    client.force_login(cast.ada)
    path, person = "/team/accounts/harbour-cafe/people", make.person("Nina")
    client.post(path, {"email": person.email})
    assert "Nina" in client.get("/team/accounts/harbour-cafe").content.decode()
    answer = client.post(path, {"person": person.pk, "how": "leave"}, follow=True).content.decode()
    undo = answer.split('action="/team/accounts/harbour-cafe/people?')[1].split('"')[0].replace("&amp;", "&")
    client.post(f"{path}?{undo}")
    person.refresh_from_db()
    assert person.account_id == cast.harbour.pk
    assert "Nobody here" in client.post(path, {"email": "who@example.org"}, follow=True).content.decode()
