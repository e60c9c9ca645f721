from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desireline.codevelop.stages import api
from desireline.codevelop.stages.api import Stage, stages
from desireline.kit.errors import Refused
from tests import make
from tests.cast import Cast


@pytest.fixture
def steward(cast: Cast, client: Client) -> Client:
    client.force_login(cast.stella)
    return client


def _act(client: Client, stage: Stage, **data: Any) -> None:
    assert client.post(reverse("stage_act", args=[stage.pk]), data).status_code == 302


def test_stages_change_their_order_and_their_words(cast: Cast, steward: Client) -> None:
    first, second, *_more = stages()
    _act(steward, first, act="down")
    assert stages()[:2] == [second, first]
    _act(steward, first, act="up")
    assert stages()[:2] == [first, second]
    steward.post(reverse("stage_edit", args=[first.pk]), {"name": "Choosing", "purpose": "Why", "days": 14})
    first.refresh_from_db()
    assert (first.name, first.purpose, first.days, first.slug) == ("Choosing", "Why", 14, "planning")


def test_a_stage_in_use_stays_and_says_how_many_are_in_it(cast: Cast, steward: Client) -> None:
    first, second, *_more = stages()
    make.project(by=cast.tom)
    make.project(by=cast.tom)
    _act(steward, first, act="archive")
    assert "2 projects are in this stage" in steward.get("/team/stages").content.decode()
    assert first in stages()
    _act(steward, second, act="archive")
    assert second not in stages()
    _act(steward, second, act="restore")
    assert stages()[1] == second


def test_the_last_stage_stays(cast: Cast) -> None:
    *others, last = stages()
    for one in others:
        api.archive_stage(one, by=cast.stella, in_use=0)
    with pytest.raises(Refused, match="One stage"):
        api.archive_stage(last, by=cast.stella, in_use=0)


def test_new_stages_come_last(cast: Cast, steward: Client) -> None:
    stages()
    steward.post("/team/stages", {"name": "Pilot", "purpose": "", "days": 20})
    assert stages()[-1].name == "Pilot"
    assert steward.post("/team/stages", {"name": "", "days": 0}).status_code == 422


def test_what_is_asked_at_a_gate_is_added_changed_and_taken_away(cast: Cast, steward: Client) -> None:
    stage = stages()[0]
    _act(steward, stage, act="criterion", text="Somebody wants it", kind="must", weight="3")
    one = stage.criteria.get(text="Somebody wants it")
    assert (one.must, one.weight) == (True, 3)
    _act(steward, stage, act="criterion", criterion=one.pk, text="Many want it", kind="should", weight="99")
    one.refresh_from_db()
    assert one.text == "Somebody wants it"
    _act(steward, stage, act="criterion", criterion=one.pk, text="Many want it", kind="should", weight="2")
    one.refresh_from_db()
    assert (one.text, one.must, one.weight) == ("Many want it", False, 2)
    _act(steward, stage, act="drop", criterion=one.pk)
    one.refresh_from_db()
    assert one.archived
    steward.post(reverse("stage_act", args=[stage.pk]) + f"?act=again&criterion={one.pk}")
    one.refresh_from_db()
    assert not one.archived
    _act(steward, stage, act="deliverable", text="A film of it")
    thing = stage.deliverables.get(text="A film of it")
    _act(steward, stage, act="deliverable", deliverable=thing.pk, text="Two films")
    _act(steward, stage, act="drop", deliverable=thing.pk)
    thing.refresh_from_db()
    assert thing.text == "Two films"
    assert thing.archived


def test_gatekeepers_are_of_our_own(cast: Cast, steward: Client) -> None:
    stage = stages()[0]
    _act(steward, stage, act="appoint", person=cast.tom.pk)
    _act(steward, stage, act="appoint", person=cast.carla.pk)
    assert [row.person for row in stage.gatekeepers.all()] == [cast.tom]
    _act(steward, stage, act="dismiss", person=cast.tom.pk)
    assert not stage.gatekeepers.exists()


def test_the_team_looks_and_stewards_change(cast: Cast) -> None:
    with pytest.raises(Refused):
        api.add_stage("Mine", by=cast.tom)
