"""The operator's pages, and our own page of a record."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from desireline.guide.connectors.allow import maker
from desireline.guide.connectors.models import CardSet, ConnectedCard, CustomerLink, SourceRun
from desireline.kit.jobs.api import Job
from tests.cast import Cast
from tests.guide.connectors.place import SHOP, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def stella(cast: Cast, client: Client) -> Client:
    client.force_login(cast.stella)
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_a_source_the_page_says_how_to_begin(root: Path, stella: Client) -> None:
    page = text(stella, "/team/connectors")
    assert "No source yet" in page
    assert "desireline connect add" in page


def test_the_list_tells_how_each_source_is(root: Path, stella: Client) -> None:
    write(root, "sources/shop.toml", SHOP)
    write(root, "sources/desk.toml", "kind = 'ftp'")
    write(root, "cards/lost.sql", "SELECT 1")
    CardSet.objects.create(name="order", source="shop", type="order", cards=1234, nobody=7)
    SourceRun.objects.create(source="shop", state="failed", error="The shop is closed.")
    page = text(stella, "/team/connectors")
    for said in ("The shop", "Failed", "The shop is closed.", "1,234 cards", "7 for nobody", "File to mend"):
        assert said in page
    assert "sources/desk.toml: kind: is “ftp”" in page
    assert "cards/lost.sql: source: is missing." in page


def test_running_and_trying_are_asked_of_the_worker_once(root: Path, stella: Client, cast: Cast) -> None:
    write(root, "sources/shop.toml", SHOP)
    for kind in ("look", "look", "sync", ""):
        stella.post("/team/connectors/shop/run", {"kind": kind})
    rows = Job.objects.order_by("id").values_list("kind", "payload")
    assert list(rows) == [
        ("connect.look", {"source": "shop", "by": cast.stella.pk}),
        ("connect.sync", {"source": "shop", "by": cast.stella.pk}),
    ]
    assert "The worker tries it." in text(stella, "/team/connectors/shop")


def test_a_source_that_is_not_there_is_not_asked_for(root: Path, stella: Client) -> None:
    assert stella.post("/team/connectors/shop/run").status_code == 404
    assert stella.get("/team/connectors/shop").status_code == 404
    assert not Job.objects.exists()


def test_samples_say_who_would_see_them_in_the_readers_language(root: Path, stella: Client) -> None:
    write(root, "sources/shop.toml", SHOP)
    card = {"key": "shop:order:1", "title": "<b>Order</b>", "excerpt": "", "url": "", "allow": "account", "account_key": "x",
            "person_key": "", "who": [["account", "Harbour Cafe"]]}  # fmt: skip
    cards = {
        "file": "cards/order.sql",
        "type": "order",
        "label": "Orders",
        "number": 1,
        "nobody": 0,
        "unknown": [],
        "samples": [card],
    }
    SourceRun.objects.create(
        source="shop",
        kind="look",
        state="good",
        sample=[{"rows": {}, "columns": {"orders": [["id", "BIGINT"]]}, "cards": [cards]}],
    )
    page = text(stella, "/team/connectors/shop")
    assert "&lt;b&gt;Order&lt;/b&gt;" in page
    assert "the people of the account, and our own: <bdi>Harbour Cafe</bdi>" in page
    german = stella.get("/team/connectors/shop", headers={"Accept-Language": "de"}).content.decode()
    assert "die Leute des Kundenkontos und unsere" in german


def test_who_a_customer_is_can_be_said_and_taken_back(root: Path, stella: Client, cast: Cast) -> None:
    write(root, "sources/shop.toml", SHOP)
    stella.post("/team/connectors/shop/customers", {"external": "7", "whom": "nobody at all"})
    assert not CustomerLink.objects.exists()
    assert "There is no account and no person" in text(stella, "/team/connectors/shop")
    stella.post("/team/connectors/shop/customers", {"external": "7", "whom": "harbour-cafe"})
    made = CustomerLink.objects.get()
    assert (made.account, made.by) == (cast.harbour, cast.stella)
    stella.post(f"/team/connectors/shop/customers/{made.pk}/delete")
    assert not CustomerLink.objects.exists()


def test_the_page_of_a_record_is_escaped_and_not_kept(root: Path, client: Client, cast: Cast) -> None:
    tokens = " ".join(maker()("account", cast.harbour.pk, None))
    card = '["<i>Order</i>","<script>x</script>","",[],[],["a"],[],0,null,"","{}"]'.replace(
        '"{}"', '{"source":"shop"}'
    )
    ConnectedCard.objects.create(
        key="shop:order:a/1", source="shop", type="order", digest="x", allow=tokens, card=card
    )
    assert client.get("/records/shop:order:a/1").status_code == 404
    client.force_login(cast.carla)
    answer = client.get("/records/shop:order:a/1")
    assert b"&lt;script&gt;x&lt;/script&gt;" in answer.content
    assert answer.headers["Cache-Control"] == "private, no-store"
    client.force_login(cast.otto)
    assert client.get("/records/shop:order:a/1").status_code == 404
