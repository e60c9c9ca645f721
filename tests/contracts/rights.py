"""What nobody may learn from a search, whatever the engine: properties over random cards, readers and questions.

P1 hits are among what is allowed. P2 counts, facets and completions equal those of an oracle over what is allowed.
P3 an answer is the same, byte for byte, when the hidden cards are not there at all. P4 no token, nothing found.
P5 a right that is taken away is gone with the next commit. A test module runs `check` against its engine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from desireline.engines.search.protocol import Card, Engine, Hit, Query

WORDS = (
    "dark",
    "theme",
    "export",
    "invoice",
    "wallet",
    "travel",
    "report",
    "night",
    "slow",
    "letter",
    "garden",
    "login",
)
TOKENS = ("audience:1", "audience:2", "staff:1", "person:7", "account:3")
COUNTED = ("type", "tag")

_titles = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
_tokens = st.lists(st.sampled_from(TOKENS), max_size=2, unique=True).map(tuple)
_made = st.tuples(
    _titles, _titles, _tokens, st.sampled_from(("idea", "future")), st.sampled_from(("red", "blue"))
)
worlds = st.lists(_made, min_size=1, max_size=10).map(
    lambda rows: [
        Card(
            key=f"{kind}:{n}",
            type=kind,
            title=title,
            body=body,
            allow=allow,
            tags=(tag,),
            facets=(f"colour:{tag}",),
        )
        for n, (title, body, allow, kind, tag) in enumerate(rows)
    ]
)
readers = _tokens
slips = st.sampled_from(("", "x", "z"))
questions = st.tuples(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), slips, st.sampled_from(("", " "))
).map(lambda made: " ".join(made[0]) + made[1] + made[2])


World = tuple[list[Card], tuple[str, ...], str]
ROUND = 20  # worlds that live side by side in one index, each with tokens of its own: commits are slow, questions quick
rounds = st.lists(st.tuples(worlds, readers, questions), min_size=ROUND, max_size=ROUND).map(
    lambda made: [
        ([_moved(card, n) for card in cards], tuple(f"{token}.{n}" for token in reader), text)
        for n, (cards, reader, text) in enumerate(made)
    ]
)


def _moved(card: Card, world: int) -> Card:
    number = int(card.key.partition(":")[2]) + 100 * world
    return replace(card, key=f"{card.type}:{number}", allow=tuple(f"{token}.{world}" for token in card.allow))


def check(engine: Engine, made: Sequence[World]) -> None:
    """All properties, over a round of worlds."""
    _fill(engine, [card for cards, _reader, _text in made for card in cards])
    before = [_ask(engine, reader, text) for _cards, reader, text in made]
    for (cards, reader, text), told in zip(made, before, strict=True):
        _hits_and_counts_are_those_of_what_is_allowed(allowed(cards, reader), text, told)
        _nobody_finds_nothing(engine, text)
    _fill(engine, [card for cards, reader, _text in made for card in allowed(cards, reader)])
    after = [_ask(engine, reader, text) for _cards, reader, text in made]
    assert after == before  # P3
    _take_all_rights(engine, [card for cards, _reader, _text in made for card in cards])
    for _cards, reader, text in made:
        assert _empty(_ask(engine, reader, text))  # P5


def _fill(engine: Engine, cards: Sequence[Card]) -> None:
    """These cards and no others."""
    old = {key for kind in ("idea", "future") for key in engine.keys(kind)}
    engine.write(cards, old - {card.key for card in cards})
    engine.commit()


def _take_all_rights(engine: Engine, cards: Sequence[Card]) -> None:
    engine.write([replace(card, allow=()) for card in cards])
    engine.commit()


def allowed(cards: Iterable[Card], reader: Sequence[str]) -> list[Card]:
    return [card for card in cards if set(card.allow) & set(reader)]


def _ask(engine: Engine, reader: tuple[str, ...], text: str) -> dict[str, Any]:
    """Everything that a reader can be told, but the order of the hits."""
    found = engine.query(Query(text, reader, limit=50, count=COUNTED))
    whole = engine.query(Query("", reader, limit=50, count=COUNTED, browse=True))
    return {
        "hits": _plain(found.hits),
        "counts": dict(found.counts),
        "facets": {name: dict(values) for name, values in found.facets.items()},
        "loose": found.loose,
        "similar": _plain(engine.similar(text, allow=reader)),
        "suggested": sorted(engine.suggest(text.strip()[:3], allow=reader)),
        "whole": (_plain(whole.hits), dict(whole.counts)),
    }


def _plain(hits: Iterable[Hit]) -> list[Any]:
    return sorted(
        (hit.key, [(p.text, p.lit) for p in hit.title], [(p.text, p.lit) for p in hit.snippet])
        for hit in hits
    )


def _hits_and_counts_are_those_of_what_is_allowed(mine: list[Card], text: str, told: dict[str, Any]) -> None:
    """P1 and P2."""
    keys = {card.key for card in mine}
    for part in (told["hits"], told["similar"], told["whole"][0]):
        assert {row[0] for row in part} <= keys
    assert {row[0] for row in told["whole"][0]} == keys
    assert told["whole"][1] == Counter(card.type for card in mine)
    words = {word for card in mine for word in f"{card.title} {card.body} {card.tags[0]}".split()}
    assert {word for line in told["suggested"] for word in line.split()} <= words
    if told["loose"]:
        return
    hits = [card for card in mine if card.key in {row[0] for row in told["hits"]}]
    assert told["counts"] == Counter(card.type for card in hits)
    assert told["facets"].get("tag", {}) == Counter(card.tags[0] for card in hits)
    asked = set(text.split())
    exact = {card.key for card in mine if asked <= set(f"{card.title} {card.body}".split())}
    assert exact <= {row[0] for row in told["hits"]}


def _nobody_finds_nothing(engine: Engine, text: str) -> None:
    """P4. Tokens that no card has are asked for together: each of them opens nothing, or all do."""
    for reader in ((), ("",), ("audience:99", "audience:", "staff")):
        assert _empty(_ask(engine, reader, text))


def _empty(told: dict[str, Any]) -> bool:
    parts = (told["hits"], told["counts"], told["similar"], told["suggested"], told["whole"][0])
    return not any(parts) and not any(told["facets"].values())
