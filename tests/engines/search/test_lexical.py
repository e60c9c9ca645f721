from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desireline.engines.search.lexical import Lexical
from desireline.engines.search.models import SearchCard
from desireline.engines.search.protocol import Card, Engine, Query
from desireline.engines.search.wording import OPTION
from desireline.kit.options.api import put as put_options
from tests.contracts.search import CONTRACT, card, found

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("check", CONTRACT, ids=lambda check: check.__name__)
def test_contract(check: Callable[[Engine], None]) -> None:
    check(Lexical())


def test_the_index_follows_the_rows_whoever_changes_them() -> None:
    engine = Lexical()
    engine.put([card(1, "Dark theme"), card(2, "Dark wood")])
    SearchCard.objects.filter(key="idea:1").delete()
    assert found(engine, "dark") == ["idea:2"]


def test_an_instance_adds_its_own_words() -> None:
    engine = Lexical()
    put_options({OPTION: "pay slip = wage slip = earnings statement\nnight mode = moon view\n\nnonsense"})
    engine.put([card(1, "Show my wage slip"), card(2, "Dark theme"), card(3, "Something else")])
    assert found(engine, "earnings statement ") == ["idea:1"]
    assert found(engine, "moon view ") == ["idea:2"]


def test_queries_are_few(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    engine = Lexical()
    engine.put([card(n, f"Wallet number {n} for travel") for n in range(30)])
    engine.learn()
    with django_assert_max_num_queries(5):
        engine.query(Query("wallet travel", ("audience:1",)))
    with django_assert_max_num_queries(9):
        engine.similar("wallet for travelling", allow=("audience:1",))
    with django_assert_max_num_queries(14):
        engine.similar("walet for travlling abroadish", allow=("audience:1",))


def test_counting_words_twice_is_undone_by_counting_anew() -> None:
    engine = Lexical()
    for _again in range(3):
        engine.put([card(1, "Dark theme")])
        assert engine.learn() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT n FROM engines_searchterm WHERE term = 'dark'")
        assert cursor.fetchone()[0] == 3
    engine.forget_words()
    engine.learn()
    assert engine.stats()["to_learn"] == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT n FROM engines_searchterm WHERE term = 'dark'")
        assert cursor.fetchone()[0] == 1


_WORDS = st.sampled_from(
    [
        "dark",
        "theme",
        "export",
        "invoice",
        "wallet",
        "travel",
        "report",
        "login",
        "night",
        "mode",
        "slow",
        "app",
    ]
)
_TITLES = st.lists(_WORDS, min_size=1, max_size=5).map(" ".join)
_ALLOW = st.lists(
    st.sampled_from(["audience:1", "audience:2", "staff:1", "person:7"]), max_size=2, unique=True
)
_CARDS = st.lists(st.tuples(_TITLES, _ALLOW, st.sampled_from(["idea", "future"])), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(cards=_CARDS, reader=_ALLOW, text=_TITLES)
def test_hits_and_counts_equal_an_oracle_over_what_is_allowed(
    cards: list[tuple[str, list[str], str]], reader: list[str], text: str
) -> None:
    engine = Lexical()
    SearchCard.objects.all().delete()
    made = [
        Card(key=f"{kind}:{n}", type=kind, title=title, allow=tuple(allow))
        for n, (title, allow, kind) in enumerate(cards)
    ]
    engine.put(made)
    engine.forget_words()
    engine.learn()
    allowed = [one for one in made if set(one.allow) & set(reader)]
    answer = engine.query(Query(text, tuple(reader)))
    near = engine.similar(text, allow=tuple(reader))
    engine.delete([one.key for one in made if one not in allowed])
    engine.forget_words()
    engine.learn()
    assert {hit.key for hit in [*answer.hits, *near]} <= {one.key for one in allowed}
    assert engine.query(Query(text, tuple(reader))) == answer
    assert engine.similar(text, allow=tuple(reader)) == near
    if not answer.loose:
        assert sum(answer.counts.values()) == len(answer.hits)
    exact = {one.key for one in allowed if set(text.split()) <= set(one.title.split())}
    assert exact <= {hit.key for hit in answer.hits}
