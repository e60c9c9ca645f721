from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from desireline.kit.errors import Refused
from desireline.people.audiences.api import among, basic, visible_ids
from desireline.people.audiences.managing import belonging, known_keys, save
from desireline.people.audiences.models import Audience
from desireline.people.identity.models import Person
from tests.cast import Cast


@pytest.fixture
def regions(cast: Cast) -> Cast:
    cast.harbour.attributes = {"trade": "cafe"}
    cast.harbour.save()
    Person.objects.filter(pk=cast.otto.pk).update(attributes={"region": "north"})
    Person.objects.filter(pk=cast.tom.pk).update(attributes={"region": "north"})
    return cast


def test_a_segment_counts_the_customers_who_belong(regions: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert belonging({"region": ["north", "south"]}) == (1, [regions.otto])
    assert belonging({"account.trade": "cafe"})[0] == 1
    assert belonging({}) == (0, [])
    assert known_keys() == ["account.trade", "region"]


def test_a_segment_is_made_in_the_browser_with_a_live_count(client: Client, regions: Cast) -> None:
    client.force_login(regions.ada)
    assert (
        "1 customer belongs" in client.get("/team/audiences/count?conditions=region: north").content.decode()
    )
    assert "Line 1" in client.get("/team/audiences/count?conditions=rubbish").content.decode()
    data = {"name": "North", "conditions": "region: north, south"}
    assert client.post("/team/audiences/new/segment", data).status_code == 302
    made = Audience.objects.get(name="North")
    assert made.conditions == {"region": ["north", "south"]}
    regions.otto.refresh_from_db()
    assert made.pk in visible_ids(regions.otto)
    assert made.pk not in visible_ids(regions.carla)
    assert "1 customer belongs" in client.get(f"/team/audiences/{made.pk}").content.decode()
    assert client.post("/team/audiences/new/segment", data).status_code == 422
    assert "North" in client.get("/team/audiences").content.decode()


def test_named_people_are_given_by_address(client: Client, cast: Cast) -> None:
    client.force_login(cast.ada)
    wrong = client.post("/team/audiences/new/named", {"name": "Pilot", "people": "who@example.org"})
    assert "Nobody here has this address" in wrong.content.decode()
    client.post(
        "/team/audiences/new/named", {"name": "Pilot", "people": "Carla@example.org, otto@example.org"}
    )
    made = Audience.objects.get(name="Pilot")
    assert made.pk in visible_ids(cast.carla)
    client.post(f"/team/audiences/{made.pk}", {"name": "Pilot", "people": "otto@example.org"})
    assert made.pk not in visible_ids(cast.carla)
    assert among(made.pk, [cast.carla.pk, cast.otto.pk, cast.bob.pk]) == {cast.otto.pk}


def test_basic_audiences_stay_as_they_are(client: Client, cast: Cast) -> None:
    client.force_login(cast.ada)
    assert client.get(f"/team/audiences/{basic('public').pk}").status_code == 404
    with pytest.raises(Refused, match="basic audience"):
        save(basic("public"), by=cast.ada, name="X", conditions={"a": "b"}, people=None)
    with pytest.raises(Refused):
        save(None, by=cast.stella, name="X", conditions={"a": "b"}, people=None)
