"""The pages of the scorecard: on nothing and on much, few queries, filters in the address."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager

import orjson
import pytest
from django.test import Client

from desireline.prove.scorecard.api import MEASURES
from desireline.prove.scorecard.keeping import note_month, renew
from desireline.prove.scorecard.monthly import asked
from tests import make
from tests.cast import Cast
from tests.prove.scorecard.world import bring

pytestmark = pytest.mark.django_db
Count = Callable[[int], AbstractContextManager[object]]
KEYS = [one.key for one in MEASURES]


def test_on_nothing_it_says_that_there_is_too_little(cast: Cast, client: Client) -> None:
    client.force_login(cast.tom)
    page = client.get("/team/scorecard").content.decode()
    assert page.count("Too few to say") >= 10
    assert "svg" in page


@pytest.mark.parametrize("key", KEYS)
def test_every_measure_opens_on_nothing_and_on_much(cast: Cast, client: Client, key: str) -> None:
    client.force_login(cast.stella)
    assert "No rows in these months" in client.get(f"/team/scorecard/{key}").content.decode()
    bring(cast)
    page = client.get(f"/team/scorecard/{key}").content.decode()
    assert "The rows behind it" in page
    assert "No rows" not in page


@pytest.mark.parametrize(
    "query", ["months=1", "months=3&until=2025-03", "until=2999-01", "segment=4444", "until=x&months=y"]
)
def test_odd_and_even_addresses(cast: Cast, client: Client, query: str) -> None:
    bring(cast)
    client.force_login(cast.tom)
    for path in (
        "/team/scorecard",
        "/team/scorecard/paper",
        "/team/scorecard.csv",
        "/team/scorecard/attainment",
    ):
        assert client.get(f"{path}?{query}").status_code == 200


def test_it_asks_as_little_for_many_as_for_few(
    cast: Cast, client: Client, django_assert_max_num_queries: Count
) -> None:
    bring(cast)
    for _n in range(20):
        make.project(by=cast.tom)
    note_month()
    renew()
    client.force_login(cast.tom)
    client.get("/team/scorecard")
    with django_assert_max_num_queries(30):
        assert "as of" in client.get("/team/scorecard").content.decode()


def test_the_letter_is_asked_for_and_ended(cast: Cast, client: Client) -> None:
    client.force_login(cast.tom)
    page = client.post("/team/scorecard/letter?want=yes", follow=True).content.decode()
    assert asked(cast.tom)
    assert "End the monthly mail" in page
    client.post("/team/scorecard/letter?want=yes")
    assert asked(cast.tom)
    client.post("/team/scorecard/letter?want=no")
    assert not asked(cast.tom)


def test_exports_hold_what_the_page_shows(cast: Cast, client: Client) -> None:
    bring(cast)
    client.force_login(cast.stella)
    rows = list(
        csv.DictReader(io.StringIO(client.get("/team/scorecard.csv").content.decode().lstrip("\ufeff")))
    )
    told = orjson.loads(client.get("/team/scorecard.json").content)
    assert len(rows) == len(told) == 12 * len(KEYS)
    last = {row["measure"]: row for row in rows}
    assert last["codeveloped"]["n"] == "6"
    assert float(last["codeveloped"]["estimate"]) == pytest.approx(4 / 6)
    assert {row["too_few"] for row in rows} == {"yes", "no"}
