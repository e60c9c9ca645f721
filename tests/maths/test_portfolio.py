"""Expected commercial value and the ranking within a budget, against the published table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.maths.portfolio import Bet, equal_shares, rank

# Cooper, Edgett, Kleinschmidt: project, PV, Pts, Pcs, D, C, expected value, index.
TABLE = (
    ("Alpha", 30, 0.8, 0.5, 3, 5, 5.0, 1.67),
    ("Beta", 63.75, 0.5, 0.8, 5, 2, 19.5, 3.90),
    ("Gamma", 8.62, 0.75, 0.75, 2, 1, 2.1, 1.05),
    ("Delta", 3, 1, 1, 1, 0.5, 1.5, 1.50),
    ("Echo", 50, 0.6, 0.75, 5, 3, 15.7, 3.14),
    ("Foxtrot", 66.25, 0.5, 0.8, 10, 2, 15.5, 1.55),
)
BETS = [Bet(pv, pts, pcs, d, c) for _name, pv, pts, pcs, d, c, _ecv, _index in TABLE]
NAMES = [row[0] for row in TABLE]


@pytest.mark.parametrize("row", TABLE, ids=NAMES)
def test_the_published_values(row: tuple[str, float, float, float, float, float, float, float]) -> None:
    _name, pv, pts, pcs, d, c, expected, index = row
    bet = Bet(pv, pts, pcs, d, c)
    assert bet.expected == pytest.approx(expected, abs=0.051)
    assert bet.index == pytest.approx(index, abs=0.0051)


def test_the_published_ranking_within_fifteen() -> None:
    found = rank(BETS, 15)
    assert [NAMES[one.at] for one in found] == ["Beta", "Echo", "Alpha", "Foxtrot", "Delta", "Gamma"]
    assert [NAMES[one.at] for one in found if one.inside] == ["Beta", "Echo", "Alpha", "Delta"]
    assert found[-1].spent == 14


def test_what_costs_more_than_it_brings_is_not_taken_and_what_costs_nothing_comes_first() -> None:
    loss, free, hopeless = Bet(1, 0.5, 0.5, 2), Bet(4, 0.5, 0.5, 0), Bet(0, 1, 1, 0)
    found = rank([loss, free, hopeless], 100)
    assert [one.at for one in found] == [1, 0, 2]
    assert [one.inside for one in found] == [True, False, False]


def test_what_cannot_be_is_refused() -> None:
    for wrong in ((1, 1.1, 0.5, 1), (1, 0.5, -0.1, 1), (-1, 0.5, 0.5, 1), (1, 0.5, 0.5, -1)):
        with pytest.raises(ValueError, match=r"chances|below"):
            Bet(*wrong)


@given(
    st.lists(st.tuples(*[st.floats(0, 1000)] * 2, *[st.floats(0, 1)] * 2), max_size=30), st.floats(0, 3000)
)
def test_a_budget_is_never_overspent(rows: list[tuple[float, float, float, float]], budget: float) -> None:
    bets = [Bet(pv, pts, pcs, d) for pv, d, pts, pcs in rows]
    found = rank(bets, budget)
    assert sorted(one.at for one in found) == list(range(len(bets)))
    assert sum(bets[one.at].development for one in found if one.inside) <= budget + 1e-6


@pytest.mark.parametrize("parts", range(5))
def test_equal_shares_make_a_hundred(parts: int) -> None:
    found = equal_shares(parts)
    assert sum(found) == (100 if parts else 0)
    assert max(found, default=0) - min(found, default=0) <= 1
