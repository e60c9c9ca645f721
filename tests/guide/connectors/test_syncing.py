"""From the rows of a shop to what its customers find, and no longer find."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("dlt")
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.filterwarnings("ignore")]

from desireline.engines.search.api import CARDS, Query, query  # noqa: E402
from desireline.guide.connectors import api, kinds  # noqa: E402
from desireline.guide.connectors.identity import link  # noqa: E402
from desireline.guide.connectors.models import CardSet, ConnectedCard, SourceRun  # noqa: E402
from desireline.guide.connectors.runs import Failed  # noqa: E402
from desireline.people.identity.api import Person  # noqa: E402
from tests.cast import Cast  # noqa: E402
from tests.guide.connectors.place import ORDER, SHOP, bring, order, run, shop, write  # noqa: E402


def found(person: Person | None, text: str) -> list[str]:
    """Keys that the reader finds and, by the late check, still may see."""
    from desireline.engines.search.sources import sources, tokens_of

    known = sources()
    hits = query(Query(text, tokens_of(person))).hits
    ours = [hit.key for hit in hits if hit.type in known.names() and known[hit.type].by_key]
    seen = known["order"].seen(person, ours) if "order" in known.names() else {}
    return [key for key in ours if key in seen]


def test_each_finds_what_is_theirs(root: Path, cast: Cast) -> None:
    shop(root)
    done = bring()
    assert (done.put, done.gone, done.nobody, done.unknown) == (3, 0, 1, 1)
    assert found(cast.carla, "lemons") == ["shop:order:1"]
    assert found(cast.otto, "lemons") == []
    assert found(cast.tom, "lemons") == ["shop:order:1"]
    assert found(None, "lemons") == []
    assert [found(one, "feathers") for one in (cast.carla, cast.tom, cast.ada, None)] == [[], [], [], []]


def test_a_row_that_is_deleted_there_is_no_longer_found_here(root: Path, cast: Cast) -> None:
    shop(root)
    bring()
    run(root, "DELETE FROM orders WHERE id = 1")
    done = bring()
    assert (done.put, done.gone) == (0, 1)
    assert found(cast.carla, "lemons") == []
    assert not ConnectedCard.objects.filter(key="shop:order:1").exists()


def test_only_what_changed_is_told(root: Path, cast: Cast) -> None:
    shop(root)
    bring()
    assert (bring().put, bring().gone) == (0, 0)
    order(root, 2, customer="ottos-bikes", note="Forty spokes of titanium")
    assert bring().put == 1
    assert found(cast.otto, "titanium") == ["shop:order:2"]


def test_who_a_customer_is_counts_from_the_next_sync(root: Path, cast: Cast) -> None:
    shop(root)
    bring()
    link("shop", external="stranger", whom="Harbour Cafe", by=cast.stella)
    assert bring().put == 1
    assert found(cast.carla, "feathers") == ["shop:order:3"]


def test_another_permission_counts_from_the_next_sync(root: Path, cast: Cast) -> None:
    shop(root)
    bring()
    write(root, "cards/order.sql", ORDER.replace(" allow,", " 'nobody' AS allow,"))
    assert bring().put == 2  # the third was nobody's before
    assert found(cast.tom, "lemons") == []


def test_a_failed_sync_keeps_the_last_good_state(root: Path, cast: Cast) -> None:
    shop(root)
    bring()
    order(root, 4, customer="harbour-cafe", note="Pears")
    write(root, "cards/order.sql", ORDER.replace("note AS body", "nonsense AS body"))
    with pytest.raises(Failed, match="nonsense"):
        bring()
    (root / "shop.sqlite").rename(root / "away.sqlite")
    with pytest.raises(Failed, match="does not exist"):
        bring()
    assert found(cast.carla, "lemons") == ["shop:order:1"]
    assert found(cast.carla, "pears") == []
    assert list(SourceRun.objects.order_by("pk").values_list("state", flat=True)) == [
        "good",
        "failed",
        "failed",
    ]
    (root / "away.sqlite").rename(root / "shop.sqlite")
    write(root, "cards/order.sql", ORDER)
    assert bring().put == 1
    assert found(cast.carla, "pears") == ["shop:order:4"]


def test_when_most_cards_would_go_nothing_does_unless_it_is_meant(root: Path, cast: Cast) -> None:
    shop(root)
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150)"
    run(
        root,
        f"{numbers} INSERT INTO orders SELECT i + 100, 'harbour-cafe', '', 'account', 'Bulk', '2026-01-01 00:00:00.000000' FROM n",
    )
    bring()
    run(root, "DELETE FROM orders WHERE id > 100")
    with pytest.raises(Failed, match=r"150 of 153 cards .* --accept-deletions"):
        bring()
    assert ConnectedCard.objects.count() == 153
    assert bring(accept=True).gone == 150
    assert ConnectedCard.objects.count() == 3


def test_cards_of_a_removed_file_go(root: Path, cast: Cast) -> None:
    shop(root)
    bring()
    assert api.forget_removed() == 0
    (root / "sources/shop.toml").unlink()
    assert api.forget_removed() == 3
    assert (ConnectedCard.objects.count(), CardSet.objects.count()) == (0, 0)
    assert found(cast.carla, "lemons") == []


def test_a_folder_that_is_away_or_a_broken_file_takes_nothing_away(root: Path, cast: Cast) -> None:
    shop(root)
    bring()
    write(root, "sources/shop.toml", "kind = ")
    assert api.forget_removed() == 0
    root.rename(root.with_name("elsewhere"))
    assert api.forget_removed() == 0
    assert ConnectedCard.objects.count() == 3


def test_a_lost_warehouse_is_made_anew_without_telling_everything_again(root: Path, cast: Cast) -> None:
    import shutil

    shop(root)
    bring()
    shutil.rmtree(root.parent / "warehouse")
    run(root, "DELETE FROM orders WHERE id = 1")
    done = bring()
    assert (done.put, done.gone) == (0, 1)


def test_a_sync_that_broke_off_among_its_cards_is_made_whole(
    root: Path, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desireline.guide.connectors import ledger

    shop(root)
    bring()
    order(root, 1, customer="harbour-cafe", note="Limes")
    run(root, "DELETE FROM orders WHERE id = 2")
    real = ledger.tell

    def broken(_cards: object) -> int:
        raise OSError("The disk is full.")

    monkeypatch.setattr(ledger, "tell", broken)
    with pytest.raises(Failed, match="disk is full"):
        bring()
    monkeypatch.setattr(ledger, "tell", real)
    assert bring().put == 1
    assert found(cast.carla, "limes") == ["shop:order:1"]
    assert not ConnectedCard.objects.filter(key="shop:order:2").exists()


def test_secrets_stay_out_of_errors_and_rows(
    root: Path, cast: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHOP_PASSWORD", "s3cr3t/pass")
    text = SHOP.replace("sqlite:///shop.sqlite", "postgresql+psycopg://me:{password}@127.0.0.1:1/shop")
    shop(root, source=text.replace("[identity]", 'password = "env:SHOP_PASSWORD"\n[identity]'))
    with pytest.raises(Failed) as caught:
        bring()
    told = str(caught.value) + SourceRun.objects.get().error + "".join(capsys.readouterr())
    assert "127.0.0.1" in told
    assert "s3cr3t" not in told


def test_a_look_shows_cards_and_readers_and_changes_nothing(root: Path, cast: Cast) -> None:
    shop(root)
    order(root, 4, allow="public", note="Open")
    order(root, 5, allow="everybody", note="Mistyped")
    looked = api.check("shop", tell=lambda *_told: None)
    (cards,) = looked.cards
    assert (cards.number, cards.nobody, cards.unknown) == (5, 2, ["stranger"])
    told = {card.key: [kind for kind, _name in card.who] for card in cards.samples}
    assert told["shop:order:1"] == ["account"]
    assert told["shop:order:4"] == ["public"]
    assert told["shop:order:5"] == ["nobody"]
    assert looked.columns["orders"][0] == ("id", "BIGINT")
    assert ConnectedCard.objects.count() == CardSet.objects.count() == 0
    assert found(None, "open") == []
    assert [path.name for path in (root.parent / "warehouse").iterdir()] == ["lock"]


@pytest.mark.parametrize(
    ("select", "told"),
    [
        ("SELECT 1 AS key", "The column “title” is missing."),
        ("SELECT id AS key, 'x' AS title FROM shop.orders", "The column “allow” is missing."),
        ("SELECT 'a' AS key, 'x' AS title, 'staff' AS allow FROM shop.orders", "The key “a” comes 3 times."),
        (
            "SELECT id AS key, '' AS title, 'staff' AS allow FROM shop.orders",
            "A card has no title (key “1”).",
        ),
        (
            "SELECT id AS key, 'x' AS title, 'staff' AS allow, 1 AS colour FROM shop.orders",
            "Unknown column “colour”.",
        ),
        ("SELECT 1; DROP TABLE shop.orders", "Write one SELECT, and nothing else."),
        (
            "SELECT id AS key, 'x' AS title, 'staff' AS allow, 'desk' AS source FROM shop.orders",
            "should say “shop”",
        ),
        (
            "SELECT 'a' AS key, content AS title, 'public' AS allow FROM read_text('/etc/hostname')",
            "disabled",
        ),
        ("SELECT id AS key, 'x' AS title, 'staff' AS allow FROM shop.wares", "wares"),
    ],
)
def test_a_select_that_cannot_be_used_is_told_with_its_file(
    root: Path, cast: Cast, select: str, told: str
) -> None:
    shop(root, cards=f"-- source: shop\n{select}")
    with pytest.raises(Failed) as caught:
        api.check("shop", tell=lambda *_told: None)
    assert str(caught.value).startswith("cards/order.sql: ")
    assert told in str(caught.value)


def test_a_type_of_our_own_is_refused(root: Path, cast: Cast) -> None:
    shop(root, cards=ORDER.replace("-- source: shop", "-- source: shop\n-- type: idea"))
    with pytest.raises(Failed, match="“idea” is a type of our own"):
        bring()


def test_the_search_can_make_its_cards_anew(root: Path, cast: Cast) -> None:
    shop(root)
    bring()
    kinds.register()
    source = CARDS["order"]
    keys = list(source.ids())
    assert keys == ["shop:order:1", "shop:order:2", "shop:order:3"]
    first = next(iter(source.make(keys[:1])))
    assert (first.key, first.title, first.accounts, first.body) == (
        "shop:order:1", "Order 1", (cast.harbour.pk,), "Twelve crates of lemons"
    )  # fmt: skip


def test_addresses_that_run_something_become_our_own_page(root: Path, cast: Cast) -> None:
    shop(root, cards=ORDER.replace("updated FROM", "'javascript:alert(1)' AS url, updated FROM"))
    bring()
    card = next(iter(kinds._make(["shop:order:1"])))
    assert card.url == "/records/shop:order:1"


def test_cards_are_not_made_again_while_nothing_changed(
    root: Path, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desireline.guide.connectors import syncing

    made: list[str] = []
    real = syncing.cards
    monkeypatch.setattr(
        syncing, "cards", lambda *given, **named: made.append(named["name"]) or real(*given, **named)
    )

    def brought() -> int:
        made.clear()
        assert (bring().nobody, CardSet.objects.get().cards) == (1, 3)
        return len(made)

    shop(root)
    assert [brought() for _time in range(3)] == [1, 0, 0]
    run(root, "UPDATE orders SET note = 'Limes', updated = '2030-01-01 00:00:00.000000' WHERE id = 1")
    assert [brought() for _time in range(2)] == [1, 0]
    write(root, "cards/order.sql", ORDER.replace("'Order ' || id", "'Order no. ' || id"))
    assert [brought() for _time in range(2)] == [1, 0]
    assert found(cast.carla, "limes") == ["shop:order:1"]


def test_a_customer_who_became_known_is_seen_although_no_row_changed(root: Path, cast: Cast) -> None:
    shop(root)
    bring()
    cast.harbour.slug = "stranger"
    cast.harbour.save()
    assert bring().put == 2  # order 1 is nobody's now, order 3 theirs
    assert found(cast.carla, "feathers") == ["shop:order:3"]


def test_a_select_that_says_now_is_asked_each_time(root: Path, cast: Cast) -> None:
    from desireline.engines.warehouse.api import opened, same

    shop(root)
    for clock in ("now()", "CURRENT_DATE", "today()", "random()", "ago(INTERVAL 1 DAY)"):
        write(root, "cards/order.sql", ORDER.replace("note AS body", f"note || {clock} AS body"))
        bring()
        with opened(root.parent / "warehouse", read_only=True) as warehouse:
            assert warehouse.execute("SELECT mark FROM desireline.told").fetchall() == [("",)]
    given = {"name": "order", "select": "SELECT 1", "resolve": {}, "generation": ""}
    assert not same(root.parent / "warehouse", **given)


def test_cards_say_which_system_they_are_from_and_searches_narrow_by_it(root: Path, cast: Cast) -> None:
    from desireline.engines.search.sources import tokens_of
    from desireline.guide.search.api import ask, counted, page_of, wanted_from

    shop(root)
    bring()
    kinds.register()
    asked = wanted_from({"q": "lemons", "source": "Shop"})
    assert [hit.source for hit in ask(asked, cast.carla).hits] == ["shop"]
    assert not ask(wanted_from({"q": "lemons", "source": "desk"}), cast.carla).hits
    answer = query(Query("", tokens_of(cast.tom), browse=True, count=counted()))
    assert answer.facets["source"]["shop"] == 2
    (group,) = [
        one
        for one in page_of(ask(asked, cast.tom, count=counted()), asked, cast.tom).groups
        if one.key == "source"
    ]
    assert (group.chosen, group.without) == ("The shop", "/search?q=lemons")
