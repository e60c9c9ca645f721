"""What every search engine must do. A test module calls these with its engine: `contract(name)(engine)`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from desireline.engines.search.protocol import Card, Engine, Query

EVERYONE, TEAM = ("audience:1",), ("audience:1", "audience:3", "staff:1", "staff:3")
CONTRACT: list[Callable[[Engine], None]] = []


def contract(check: Callable[[Engine], None]) -> Callable[[Engine], None]:
    CONTRACT.append(check)
    return check


def card(number: int, title: str, body: str = "", *, allow: Sequence[str] = EVERYONE, **more: Any) -> Card:
    kind = more.pop("type", "idea")
    return Card(
        key=f"{kind}:{number}",
        type=kind,
        title=title,
        body=body,
        allow=tuple(allow),
        url=f"/{number}",
        **more,
    )


def put(engine: Engine, cards: Iterable[Card]) -> None:
    engine.write(cards)
    engine.commit()


def delete(engine: Engine, keys: Iterable[str]) -> None:
    engine.write([], keys)
    engine.commit()


def fill(engine: Engine, *cards: Card) -> None:
    put(engine, [*cards, *(card(900 + n, f"Filler about the garden number {n}") for n in range(20))])


def found(engine: Engine, text: str, *, allow: Sequence[str] = EVERYONE, **more: Any) -> list[str]:
    return [hit.key for hit in engine.query(Query(text, tuple(allow), **more)).hits]


def similar(engine: Engine, text: str, *, allow: Sequence[str] = EVERYONE, **more: Any) -> list[str]:
    return [hit.key for hit in engine.similar(text, allow=tuple(allow), **more)]


@contract
def a_put_card_is_found_at_once_and_a_deleted_one_is_not(engine: Engine) -> None:
    put(engine, [card(1, "Dark theme for the application")])
    assert found(engine, "dark theme") == ["idea:1"]
    delete(engine, ["idea:1", "idea:2"])
    assert found(engine, "dark theme") == []


@contract
def a_card_put_again_takes_the_place_of_the_old_one(engine: Engine) -> None:
    put(engine, [card(1, "Dark theme")])
    put(engine, [card(1, "Monthly report")])
    assert found(engine, "dark") == []
    assert found(engine, "report") == ["idea:1"]
    assert engine.keys("idea") == {"idea:1"}


@contract
def nobody_finds_a_card_without_allow_and_no_allow_finds_nothing(engine: Engine) -> None:
    put(engine, [card(1, "Dark theme", allow=()), card(2, "Dark theme here")])
    assert found(engine, "dark", allow=TEAM) == ["idea:2"]
    for allow in ((), ("",), ("audience:9",)):
        assert found(engine, "dark", allow=allow) == []
        assert similar(engine, "dark theme here", allow=allow) == []
        assert not engine.query(Query("dark", allow)).counts


@contract
def all_words_must_be_there_in_any_order(engine: Engine) -> None:
    fill(engine, card(1, "Export invoices as PDF"), card(2, "Export contacts"))
    assert found(engine, "pdf invoices export") == ["idea:1"]


@contract
def titles_come_before_bodies_and_support_breaks_ties(engine: Engine) -> None:
    put(
        engine,
        [
            card(1, "Something else", "the wallet is here"),
            card(2, "Wallet", weight=3),
            card(3, "Wallet", weight=90),
        ],
    )
    assert found(engine, "wallet") == ["idea:3", "idea:2", "idea:1"]
    assert engine.weights(["idea:2", "idea:3", "idea:77"]) == {"idea:2": 3, "idea:3": 90}


@contract
def the_last_word_may_be_unfinished(engine: Engine) -> None:
    put(engine, [card(1, "Notifications in the morning")])
    assert found(engine, "notificat") == ["idea:1"]
    assert found(engine, "morning notif") == ["idea:1"]


@contract
def the_beginning_of_a_word_is_found_also_where_it_is_a_small_word(engine: Engine) -> None:
    put(engine, [card(1, "Lock the card at night"), card(2, "A boat")])
    assert found(engine, "car") == ["idea:1"]
    assert found(engine, "ca") == ["idea:1"]
    assert found(engine, "the") == []
    assert engine.suggest("ca", allow=EVERYONE) == ["card"]
    assert engine.suggest("the ni", allow=EVERYONE) == ["the night"]


@contract
def forms_of_words_are_found(engine: Engine) -> None:
    put(
        engine,
        [
            card(1, "Exporting the reports"),
            card(2, "Kontoauszüge als Datei", "Ich hätte sie gern", language="de"),
        ],
    )
    assert found(engine, "report export ") == ["idea:1"]
    assert found(engine, "Kontoauszug ") == ["idea:2"]


@contract
def accents_and_umlauts_may_be_missing(engine: Engine) -> None:
    put(
        engine,
        [
            card(1, "Quiero una aplicación más rápida", language="es"),
            card(2, "Überweisung in einem Schritt", language="de"),
            card(3, "Paramètres de sécurité", language="fr"),
        ],
    )
    assert found(engine, "aplicacion rapida ") == ["idea:1"]
    assert found(engine, "aplicaciones ") == ["idea:1"]
    assert found(engine, "Ueberweisungen ") == ["idea:2"]
    assert found(engine, "uberweisung ") == ["idea:2"]
    assert found(engine, "parametre securite ") == ["idea:3"]


@contract
def hyphens_and_joined_words_meet(engine: Engine) -> None:
    put(engine, [card(1, "Send it by e-mail"), card(2, "Better day planner view"), card(3, "Off-line use")])
    assert found(engine, "email ") == ["idea:1"]
    assert found(engine, "dayplanner ") == ["idea:2"]
    assert found(engine, "offline ") == ["idea:3"]
    assert found(engine, "off line ") == ["idea:3"]


@contract
def other_words_for_the_same_thing_are_found_also_across_languages(engine: Engine) -> None:
    put(engine, [card(1, "Dark mode please"), card(2, "Anmelden mit Fingerabdruck", language="de")])
    assert found(engine, "night theme ") == ["idea:1"]
    assert found(engine, "Dunkelmodus ") == ["idea:1"]
    assert found(engine, "log in with fingerprint ") == ["idea:2"]


@contract
def a_slip_of_the_pen_is_forgiven(engine: Engine) -> None:
    fill(engine, card(1, "Notifications for large payments"), card(2, "Bigger letters on the first screen"))
    answer = engine.query(Query("notifcations paymnets", EVERYONE))
    assert answer.loose
    assert [hit.key for hit in answer.hits][:1] == ["idea:1"]
    assert similar(engine, "Notfications for large paymnets")[:1] == ["idea:1"]


@contract
def compounds_meet_their_parts(engine: Engine) -> None:
    fill(
        engine,
        card(1, "Kontoauszug für den Steuerberater", "Ich brauche das jeden Monat", language="de"),
        card(2, "Termin in der Filiale", "Das wäre schön für mich", language="de"),
        card(3, "Vertrag der Versicherung anzeigen", "Das ist mir wichtig", language="de"),
    )
    assert similar(engine, "Ich möchte meinen Auszug vom Konto für den Berater")[:1] == ["idea:1"]
    assert similar(engine, "Versicherungsvertrag anzeigen")[:1] == ["idea:3"]


@contract
def similar_puts_the_closest_first_and_leaves_out_the_far(engine: Engine) -> None:
    fill(
        engine,
        card(1, "Export all transactions to a spreadsheet"),
        card(2, "Export the list of contacts"),
        card(3, "Rounder corners on buttons"),
    )
    answer = similar(engine, "I want to download my transactions into Excel")
    assert answer[:1] == ["idea:1"]
    assert "idea:3" not in answer
    assert similar(engine, "Export all transactions to a spreadsheet", exclude=("idea:1",))[:1] != ["idea:1"]
    assert similar(engine, "giraffes on the moon tonight") == []


@contract
def filters_and_types_narrow(engine: Engine) -> None:
    put(
        engine,
        [
            card(1, "Wallet one", facets=("board:1",), tags=("Mobile",)),
            card(2, "Wallet two", facets=("board:2",)),
            card(3, "Wallet three", type="future"),
        ],
    )
    assert found(engine, "wallet", facets=("board:1",)) == ["idea:1"]
    assert found(engine, "wallet", facets=("tag:mobile",)) == ["idea:1"]
    assert found(engine, "wallet", types=("future",)) == ["future:3"]
    assert dict(engine.query(Query("wallet", EVERYONE, types=("future",))).counts) == {"idea": 2, "future": 1}
    assert similar(engine, "wallet two", facets=("board:2",)) == ["idea:2"]


@contract
def pages_follow_each_other_without_gap_or_repetition(engine: Engine) -> None:
    put(engine, [card(n, f"Wallet number {n}", weight=n % 3) for n in range(25)])
    seen: list[str] = []
    after: str | None = None
    for _page in range(4):
        answer = engine.query(Query("wallet", EVERYONE, limit=7, after=after))
        seen += [hit.key for hit in answer.hits]
        after = answer.next
    assert after is None
    assert len(seen) == len(set(seen)) == 25
    assert engine.query(Query("wallet", EVERYONE, limit=7, after="nonsense")).hits[0].key == seen[0]


@contract
def words_of_people_are_only_words(engine: Engine) -> None:
    put(
        engine,
        [
            card(1, "Quotes \"and\" 'marks' \\ (brackets) * | & ! <-> NEAR OR AND NOT col:umn"),
            card(2, "Secret", allow=("staff:1",)),
        ],
    )
    for text in (
        '"',
        "'",
        "\\",
        "a:staff:1",
        "*",
        "NOT secret",
        '" OR "secret',
        "') | ('secret",
        "secret:*",
        "((",
        "\x00x",
        "🙂",
    ):
        assert "idea:2" not in found(engine, text)
        similar(engine, text)
    assert found(engine, "brackets 'marks' ") == ["idea:1"]


@contract
def what_is_looked_for_is_lit(engine: Engine) -> None:
    put(engine, [card(1, "Exporting <b>reports</b>", "We export many reports each month.")])
    hit = engine.query(Query("report export ", EVERYONE)).hits[0]
    assert [piece.text for piece in hit.title if piece.lit] == ["Exporting", "reports"]
    assert [piece.text for piece in hit.snippet if piece.lit] == ["export", "reports"]


@contract
def hidden_cards_change_nothing(engine: Engine) -> None:
    shown = [card(n, title, allow=EVERYONE) for n, title in enumerate(_OPEN)]
    hidden = [
        card(100 + n, title, allow=("staff:1", "audience:3"))
        for n, title in enumerate([*_OPEN, *_SECRET] * 3)
    ]
    put(engine, [*shown, *hidden])
    before = [_answers(engine, text) for text in _ASKED]
    delete(engine, [one.key for one in hidden])
    assert [_answers(engine, text) for text in _ASKED] == before


_OPEN = [
    "Dark theme",
    "Export of invoices",
    "Faster export",
    "Invoice by mail",
    "Wallet for travel",
    "Travel insurance",
]
_SECRET = [
    "Merger with Northwind",
    "Exportation codename bluebird",
    "Travelling wallets closed down",
    "Invoicing layoffs",
]
_ASKED = [
    "export",
    "exprot",
    "invoise",
    "northwind",
    "bluebird",
    "walet travel",
    "merger",
    "dark theme for invoices",
    "trav",
]


def _answers(engine: Engine, text: str) -> object:
    answer = engine.query(Query(text, EVERYONE))
    near = engine.similar(text, allow=EVERYONE)
    show = [
        [(hit.key, hit.title, hit.snippet, hit.closeness) for hit in hits] for hits in (answer.hits, near)
    ]
    return show, dict(answer.counts), answer.next, answer.more, answer.loose
