import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.maths.lexical import Bm25, Letters, Lexical, best, runs

TEXTS = ["the card was lost", "a new card", "transfer money abroad", "money transfer", "open the door"]


def cut(text: str) -> list[str]:
    return text.split()


def test_bm25_has_the_values_of_its_formula() -> None:
    found = Bm25([["a", "b"], ["a", "a", "c"], ["d"]]).scores(["a"])
    rarity = np.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    norm = [1.2 * (0.25 + 0.75 * length / 2) for length in (2, 3)]
    assert found[:2] == pytest.approx([rarity * 2.2 / (1 + norm[0]), rarity * 2 * 2.2 / (2 + norm[1])])
    assert found[2] == 0


def test_rare_words_weigh_more() -> None:
    scores = Bm25([cut(text) for text in TEXTS]).scores(["card", "lost"])
    assert scores.argmax() == 0


def test_letters_see_through_a_slip() -> None:
    scores = Letters(TEXTS).scores("mony tranfser")
    assert scores.argmax() == 3
    assert scores[4] < 0.05


def test_a_text_is_closest_to_itself() -> None:
    letters = Letters(TEXTS)
    for place, text in enumerate(TEXTS):
        assert letters.scores(text)[place] == pytest.approx(1)


def test_both_together_find_the_words_and_the_slips() -> None:
    both = Lexical(TEXTS, cut)
    assert both.nearest("lost card")[0][0] == 0
    assert both.nearest("tranfser of mony")[0][0] == 3
    assert both.nearest("zzz qqq") == []


def test_runs_stay_within_words() -> None:
    assert runs("at") == [" at", "at ", " at "]
    assert " a " in runs("a b")
    assert all(" " not in run.strip() for run in runs("two words here"))


@given(st.lists(st.sampled_from([0.0, 0.1, 0.5, 0.7]), max_size=12), st.integers(0, 14))
def test_the_best_are_the_best_in_order(scores: list[float], limit: int) -> None:
    expected = [
        place for place in sorted(range(len(scores)), key=lambda place: -scores[place]) if scores[place] > 0
    ]
    assert best(np.array(scores), limit) == expected[:limit]


@given(st.lists(st.text("abc d", max_size=12), max_size=8), st.text("abc d", max_size=12))
def test_cosines_stay_within_their_range(texts: list[str], question: str) -> None:
    scores = Letters(texts).scores(question)
    assert len(scores) == len(texts)
    assert np.all((scores >= 0) & (scores <= 1 + 1e-9))
