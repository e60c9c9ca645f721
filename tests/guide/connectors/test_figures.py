"""Figures of accounts: from the rows of a source to the view of an account, and who sees which."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

pytest.importorskip("dlt")
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.filterwarnings("ignore")]

from desireline.guide.connectors import api, figures  # noqa: E402
from desireline.guide.connectors.models import AccountFigures, FigureSet  # noqa: E402
from desireline.guide.connectors.reading import SourceFault  # noqa: E402
from desireline.guide.connectors.runs import Failed  # noqa: E402
from desireline.people.identity.api import Person  # noqa: E402
from tests.cast import Cast  # noqa: E402
from tests.guide.connectors.place import bring, order, run, shop, write  # noqa: E402

PANEL = """-- source: shop
-- label: Orders
-- label de: Bestellungen
-- customers: yes
SELECT customer AS account_key, 'So far' AS label, 'Bisher' AS label_de, count(*) AS value, 'orders' AS unit
FROM shop.orders GROUP BY customer
UNION ALL SELECT customer, 'Largest', 'Größte', max(id) + 0.5, 'EUR' FROM shop.orders GROUP BY customer
"""
RISK = (
    "-- source: shop\n-- label: Risk\nSELECT DISTINCT customer AS account_key, 'Risk' AS label, 'low' AS value"
    " FROM shop.orders"
)


@pytest.fixture
def sold(root: Path) -> Path:
    shop(root)
    write(root, "panels/orders.sql", PANEL)
    write(root, "panels/risk.sql", RISK)
    return root


def page(person: Person, *, slug: str = "harbour-cafe", language: str = "en") -> str:
    client = Client(headers={"Accept-Language": language})
    client.force_login(person)
    return client.get(f"/accounts/{slug}").content.decode()


def test_employees_see_all_of_them_and_customers_what_is_for_them(sold: Path, cast: Cast) -> None:
    assert bring().figures == {"orders": 2, "risk": 2}
    for_team, own = page(cast.tom), page(cast.carla)
    for shown in (for_team, own):
        assert "So far" in shown
        assert '<dd class="number">1 <span class="unit" dir="auto">orders</span>' in shown
        assert "1.50" in shown
        assert "From: The shop" in shown
    assert "Risk" in for_team
    assert "Risk" not in own
    assert "2.50" in page(cast.otto, slug="ottos-bikes")
    client = Client()
    client.force_login(cast.carla)
    copy = client.get("/accounts/harbour-cafe/export.json").json()["panels"]["figures"]
    assert [(one["label"], one["value"], one["source"]) for one in copy] == [
        ("So far", 1.0, "The shop"),
        ("Largest", 1.5, "The shop"),
    ]


def test_they_are_those_of_the_last_sync(sold: Path, cast: Cast) -> None:
    bring()
    assert bring().figures == {"orders": 0, "risk": 0}
    order(sold, 9, customer="harbour-cafe")
    assert bring().figures == {"orders": 1, "risk": 0}
    run(sold, "DELETE FROM orders WHERE customer = 'ottos-bikes'")
    assert bring().figures == {"orders": 1, "risk": 1}
    assert set(AccountFigures.objects.values_list("account", flat=True)) == {cast.harbour.pk}
    cast.harbour.slug = "elsewhere"
    cast.harbour.save()
    assert bring().figures == {"orders": 1, "risk": 1}
    assert not AccountFigures.objects.exists()


def test_what_is_no_longer_declared_is_no_longer_shown_and_then_forgotten(sold: Path, cast: Cast) -> None:
    bring()
    (sold / "panels/orders.sql").unlink()
    assert "So far" not in page(cast.tom)
    api.forget_removed()
    assert set(FigureSet.objects.values_list("name", flat=True)) == {"risk"}
    write(sold, "panels/risk.sql", "-- source: shop\n-- customers: perhaps\nSELECT 1")
    api.forget_removed()
    assert FigureSet.objects.count() == 1  # a file that is to be mended
    assert "Risk" not in page(cast.tom)


@pytest.mark.parametrize(
    ("select", "told"),
    [
        ("SELECT customer AS account_key, 1 AS value FROM shop.orders", "The column “label” is missing."),
        (
            "SELECT 1 AS account_key, 'x' AS label, 1 AS value, 2 AS colour",
            "Unknown column “colour”.",
        ),
        (
            "SELECT 'harbour-cafe' AS account_key, 'x' AS label, i AS value FROM range(13) t(i)",
            "It gives 13 lines for one account; 12 have room.",
        ),
        ("SELECT nonsense", "nonsense"),
        (
            "SELECT content AS account_key, 'x' AS label, 1 AS value FROM read_text('/etc/hostname')",
            "disabled",
        ),
    ],
)
def test_a_panel_that_cannot_be_used_is_told_and_what_was_known_stays(
    sold: Path, cast: Cast, select: str, told: str
) -> None:
    bring()
    write(sold, "panels/orders.sql", f"-- source: shop\n-- customers: yes\n{select}")
    with pytest.raises(Failed) as caught:
        bring()
    assert str(caught.value).startswith("panels/orders.sql: ")
    assert told in str(caught.value)
    assert "So far" in page(cast.carla)


def test_a_look_says_what_a_panel_would_say(sold: Path, cast: Cast) -> None:
    first, _second = api.check("shop", tell=lambda *_told: None).panels
    assert (first.file, first.accounts, first.customers) == ("panels/orders.sql", 2, True)
    assert first.lines[0]["label"] == "So far"
    assert not AccountFigures.objects.exists()


def test_a_heading_that_is_wrong_is_told(sold: Path, cast: Cast) -> None:
    write(sold, "panels/risk.sql", "-- source: shop\n-- icon: x\nSELECT 1")
    write(sold, "panels/lost.sql", "-- source: nowhere\nSELECT 1")
    faults = api.known(now=True).faults
    assert isinstance(faults["panels/risk.sql"], SourceFault)
    assert "there is no source “nowhere”" in str(faults["panels/lost.sql"])
    assert set(api.known().panels) == {"orders"}
    assert figures.of_account(cast.harbour, own=False) == []
