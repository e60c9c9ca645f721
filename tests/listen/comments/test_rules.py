from __future__ import annotations

from desireline.listen.comments.rules import emphasise, lay_out, mentioned

NAMES = {1: "Anna", 2: "Anna Berg", 3: "Ümit", 4: ""}


def test_a_name_after_an_at_is_a_mention() -> None:
    assert mentioned("Hi @Anna, and @ümit.", NAMES) == {1, 3}


def test_the_longer_name_wins() -> None:
    assert mentioned("Hi @Anna Berg", NAMES) == {2}
    assert mentioned("Hi @Anna Berg and @Anna!", NAMES) == {1, 2}


def test_addresses_and_parts_of_words_are_no_mentions() -> None:
    assert mentioned("post@Anna.example or @Annabel", NAMES) == set()


def test_two_people_of_the_same_name_are_both_meant() -> None:
    assert mentioned("@Anna", {1: "Anna", 5: "Anna"}) == {1, 5}


def test_names_in_bold() -> None:
    assert emphasise("Hi @anna berg, @Annabel", NAMES.values()) == "Hi **@anna berg**, @Annabel"
    assert emphasise("Hi @Anna", []) == "Hi @Anna"


def test_gaps_without_answers_fall_away() -> None:
    rows = {2: {"id": 2}, 4: {"id": 4}}
    shown = lay_out([1, 2, 3], rows, {1: [4], 3: [9]})
    assert [(node.pk, node.row is None, [reply.pk for reply in node.replies]) for node in shown] == [
        (1, True, [4]),
        (2, False, []),
    ]
