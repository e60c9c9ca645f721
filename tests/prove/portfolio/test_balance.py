"""Effort against its targets, and money set aside."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from desireline.kit.errors import Refused
from desireline.prove.portfolio.api import aims, rows, save_case, set_target, undo_target
from desireline.prove.portfolio.balance import balance, buckets
from tests import make
from tests.cast import Cast
from tests.prove.portfolio.places import published

pytestmark = pytest.mark.django_db
HORIZONS = {"1": 50, "2": 30, "3": 20}


def project(cast: Cast, **values: Any) -> None:
    save_case(make.project(by=cast.tom), by=cast.tom, **values)


def test_effort_is_shared_out_by_the_shares_of_each_case(cast: Cast) -> None:
    project(cast, days_planned=100, social_mission=60, customer_intimacy=40)
    project(cast, days_planned=300, social_mission=100)
    project(cast, days_planned=50)
    found = balance(rows(cast.tom), aims()["discipline"], "days_planned")
    shares = {one.key: one.share for one in found.slices}
    assert shares["social_mission"] == pytest.approx(0.9)
    assert shares["customer_intimacy"] == pytest.approx(0.1)
    assert found.whole == 400
    assert len(found.silent) == 1
    assert {one.key for one in found.missed} == set(shares)


def test_targets_begin_at_quarters_and_70_20_10_and_can_be_undone(cast: Cast) -> None:
    assert dict(aims()["horizon"].shares) == {"1": 70, "2": 20, "3": 10}
    assert set(aims()["discipline"].shares.values()) == {25}
    row = set_target("horizon", by=cast.stella, shares=HORIZONS, money={"1": 15.0})
    assert dict(aims()["horizon"].shares) == HORIZONS
    assert dict(aims()["horizon"].money) == {"1": 15.0}
    undo_target(row, by=cast.stella)
    assert aims()["horizon"].shares["1"] == 70


def test_targets_make_a_hundred_and_are_for_stewards(cast: Cast) -> None:
    with pytest.raises(Refused, match="90 together"):
        set_target("horizon", by=cast.stella, shares={"1": 90, "2": 0, "3": 0}, money={})
    with pytest.raises(Refused):
        set_target("horizon", by=cast.tom, shares=HORIZONS, money={})


def test_each_bucket_is_ranked_inside_its_own_money(cast: Cast) -> None:
    published(cast)
    set_target("horizon", by=cast.stella, shares=HORIZONS, money={"1": 3.0, "2": 5.0})
    found = {one.key: one for one in buckets(rows(cast.tom), aims()["horizon"])}
    assert [one.row.title for one in found["1"].ranking.inside] == ["Alpha"]
    assert [one.row.title for one in found["2"].ranking.inside] == ["Beta"]
    assert found["3"].money is None
    assert not found["3"].ranking.inside


def test_the_page_shows_targets_buckets_and_the_form_sends_them(cast: Cast, client: Client) -> None:
    published(cast)
    client.force_login(cast.stella)
    form = {"share_1": "50", "share_2": "30", "share_3": "20", "money_1": "3", "money_2": "", "money_3": ""}
    answer = client.post("/portfolio/targets/horizon", form, follow=True)
    page = answer.content.decode()
    assert "/undo" in page
    assert "Alpha" in page
    assert client.post("/portfolio/targets/horizon", form | {"share_1": "60"}).status_code == 422
