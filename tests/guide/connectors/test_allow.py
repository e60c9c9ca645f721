"""Who may find a card. Not known means nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from desireline.guide.connectors.allow import WORDS, account_tokens, maker, reader_tokens, who
from desireline.people.accounts.api import leave
from desireline.people.audiences.api import basic, card_token
from tests.cast import Cast


def sees(cast: Cast, allow: str | None, *, account: int | None = None, person: int | None = None) -> set[str]:
    """Who of the cast sees a card of this permission."""
    tokens = set(maker()(allow, account, person))
    people = {name: getattr(cast, name) for name in ("carla", "otto", "cora", "tom", "stella", "ada", "bob")}
    return {name for name, one in {**people, "stranger": None}.items() if reader_tokens(one) & tokens}


STAFF = {"tom", "stella", "ada"}
PEOPLE = {"carla", "otto", "cora", *STAFF}


def test_each_word_means_what_it_says(cast: Cast) -> None:
    assert sees(cast, "public") == {*PEOPLE, "bob", "stranger"}
    assert sees(cast, "signed-in") == PEOPLE
    assert sees(cast, "staff") == STAFF
    assert sees(cast, "account", account=cast.harbour.pk) == {"carla", *STAFF}
    assert sees(cast, "person", person=cast.otto.pk) == {"otto"}
    assert sees(cast, "person, staff", person=cast.otto.pk) == {"otto", *STAFF}
    assert sees(cast, "nobody") == set()


@pytest.mark.parametrize(
    "allow", [None, "", "  ", "everyone", "staff everyone", "public nobody", "account:1", "audience:1", "*"]
)
def test_what_is_not_known_means_nobody(cast: Cast, allow: str | None) -> None:
    assert sees(cast, allow, account=cast.harbour.pk, person=cast.otto.pk) == set()


def test_a_customer_who_is_nobody_here_means_nobody(cast: Cast) -> None:
    assert sees(cast, "account") == set()
    assert sees(cast, "person") == set()
    assert sees(cast, "account staff") == STAFF


def test_who_leaves_an_account_no_longer_sees_its_cards(cast: Cast) -> None:
    assert account_tokens(cast.carla) == (f"account:{cast.harbour.pk}",)
    leave(cast.harbour, person=cast.carla, by=cast.ada)
    assert account_tokens(cast.carla) == ()
    assert sees(cast, "account", account=cast.harbour.pk) == STAFF


def test_strangers_and_blocked_people_have_no_accounts(cast: Cast) -> None:
    assert account_tokens(None) == account_tokens(cast.bob) == account_tokens("somebody") == ()


def test_readers_are_told_in_words(cast: Cast) -> None:
    tokens = maker()("account", cast.harbour.pk, None)
    assert who(tokens) == [("account", "Harbour Cafe")]
    assert who(()) == [("nobody", "")]


class Anything(TestCase):
    @given(st.text(max_size=40), st.none() | st.integers(1, 5), st.none() | st.integers(1, 5))
    def test_only_known_words_open_anything(
        self, allow: str, account: int | None, person: int | None
    ) -> None:
        words = set(allow.replace(",", " ").lower().replace("signed_in", "signed-in").split())
        tokens = maker()(allow, account, person)
        if not words or not words <= set(WORDS) or "nobody" in words:
            assert tokens == ()
        if f"audience:{basic('public').pk}" in tokens:
            assert "public" in words


@pytest.mark.django_db
def test_what_is_for_our_own_people_alone_stands_in_an_index_of_its_own(cast: Cast) -> None:
    make = maker()
    (token,) = make("staff", None, None)
    assert token == card_token(basic("staff").pk) == f"staff:{basic('staff').pk}"
    assert token in reader_tokens(cast.tom)
    assert token not in reader_tokens(cast.carla)
    assert who([token]) == [("staff", "")]
    assert set(make("account", 7, None)) == {"account:7", token}
    assert all(
        not one.startswith("staff:") for word in ("public", "signed-in", "person") for one in make(word, 7, 8)
    )
