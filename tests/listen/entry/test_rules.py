from __future__ import annotations

import pytest

from desireline.listen.entry.rules import Policy, has_word, links, waits

NOBODY = Policy("none", 2, frozenset())


@pytest.mark.parametrize(
    ("reads_first", "trusted", "expected"),
    [("new", False, True), ("new", True, False), ("all", True, True), ("none", False, False)],
)
def test_who_waits(reads_first: str, trusted: bool, expected: bool) -> None:
    assert waits(Policy(reads_first, 2, frozenset()), "x", trusted=trusted, repeated=False) is expected


def test_repetitions_and_many_links_of_new_people_wait_anyway() -> None:
    many = "http://a http://b [c](d)"
    assert waits(NOBODY, "x", trusted=False, repeated=True)
    assert links(many) == 3
    assert waits(NOBODY, many, trusted=False, repeated=False)
    assert not waits(NOBODY, many, trusted=True, repeated=False)


def test_listed_words_wait_for_everyone_but_only_as_whole_words() -> None:
    words = frozenset({"casino"})
    assert has_word(words, "Win at the CASINO!")
    assert not has_word(words, "Casinova")
    assert waits(Policy("none", 2, words), "casino", trusted=True, repeated=False)
