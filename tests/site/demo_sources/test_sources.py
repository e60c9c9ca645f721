"""The simulated systems of the demo: the same from the same seed, whole, and served to who has the token."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from desireline.guide.connectors.declared import declared
from desireline.site.demo_sources.articles import articles
from desireline.site.demo_sources.fill import fill
from desireline.site.demo_sources.write import Customer, write
from tests.cast import Cast

NOW = datetime(2026, 11, 1, tzinfo=UTC)
CUSTOMERS = [
    Customer("harbour", True, ["a@harbour.example.org"]),
    Customer("vale", False, ["b@vale.example.org"]),
]


def test_two_hundred_articles_each_with_a_title_of_its_own() -> None:
    found = articles()
    assert len(found) == len({one.title for one in found}) == 200
    assert sum(one.internal for one in found) == 20
    assert not [one for one in found if "{" in one.title + one.body or " a account" in one.title]


def test_the_same_seed_writes_the_same(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert write(tmp_path / name, CUSTOMERS, seed=7, now=NOW)
    for file in ("tickets.jsonl", "devices.json", "articles.csv"):
        assert (tmp_path / "one/simulated" / file).read_bytes() == (
            tmp_path / "two/simulated" / file
        ).read_bytes()
    assert not write(tmp_path / "one", CUSTOMERS, seed=7, now=NOW)


def test_every_file_of_the_sources_can_be_used_and_says_that_it_is_simulated(tmp_path: Path) -> None:
    write(tmp_path, CUSTOMERS, seed=7, now=NOW)
    found = declared(tmp_path)
    assert not found.faults
    assert {one.kind for one in found.sources.values()} == {"sql", "rest", "files"}
    assert all("simulated" in one.label for one in found.sources.values())
    assert {one.source for one in found.cards.values()} == set(found.sources)


@pytest.mark.django_db
def test_devices_are_served_in_pages_to_who_has_the_token(settings: Any, tmp_path: Path, cast: Cast) -> None:
    settings.CONNECT, settings.DEMO = tmp_path, True
    assert fill(seed=7, now=NOW)
    token = (tmp_path / "simulated/token").read_text()
    client = Client()
    assert client.get("/demo/simulated/devices.json").status_code == 404
    assert (
        client.get("/demo/simulated/devices.json", headers={"Authorization": "Bearer x"}).status_code == 404
    )
    answer = client.get("/demo/simulated/devices.json", headers={"Authorization": f"Bearer {token}"})
    assert answer.json()["devices"]
    settings.DEMO = False
    assert (
        client.get("/demo/simulated/devices.json", headers={"Authorization": f"Bearer {token}"}).status_code
        == 404
    )


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore")
def test_all_of_it_comes_in_but_what_is_of_no_customer_is_seen_by_nobody(
    settings: Any, tmp_path: Path, cast: Cast
) -> None:
    pytest.importorskip("dlt")
    from desireline.guide.connectors.api import sync
    from desireline.guide.connectors.models import ConnectedCard

    settings.DATA, settings.CONNECT, settings.DEMO = tmp_path, tmp_path / "connect", True
    fill(seed=7, now=NOW)
    done = {name: sync(name, tell=lambda *_told: None) for name in ("orders", "helpdesk", "library")}
    assert sum(done["library"].cards.values()) == 200
    assert done["orders"].nobody == 1
    assert all(count.put for count in done.values())
    allow = set(ConnectedCard.objects.filter(type="order").exclude(allow="").values_list("allow", flat=True))
    assert len(allow) == 2
