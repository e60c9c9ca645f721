"""Projects by productivity index, and what a budget pays for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desireline.maths.portfolio import Bet, rank
from desireline.prove.portfolio.rows import Row


@dataclass(frozen=True, slots=True)
class Place:
    """A project on the list. `moved`: "in" or "out" where another budget said otherwise, else empty."""

    number: int
    row: Row
    bet: Bet
    inside: bool
    spent: float
    moved: str = ""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Live projects, the best first, within a budget; `unsaid` lack something that the expected value needs."""

    budget: float
    places: list[Place]
    unsaid: list[Row]

    @property
    def inside(self) -> list[Place]:
        return [one for one in self.places if one.inside]

    @property
    def spent(self) -> float:
        return self.places[-1].spent if self.places else 0.0

    @property
    def expected(self) -> float:
        """Expected value of what the budget pays for."""
        return sum(one.bet.expected for one in self.inside)

    @property
    def cost(self) -> float:
        """What all of them would cost."""
        return sum(one.bet.development for one in self.places)

    def moved(self, way: str) -> list[Place]:
        return [one for one in self.places if one.moved == way]


def ranking(rows: Iterable[Row], *, budget: float | None, was: float | None = None) -> Ranking:
    """Rank live projects. Without a budget: half of what all would cost. `was`: the budget to compare with."""
    live = sorted((row for row in rows if row.live), key=lambda row: row.pk)
    known = [(row, row.bet) for row in live if row.bet is not None]
    bets = [bet for _row, bet in known]
    if budget is None:
        budget = float(round(sum(bet.development for bet in bets) / 2))
    before = {one.at: one.inside for one in rank(bets, was)} if was is not None and was != budget else {}
    places = [
        Place(
            number,
            known[one.at][0],
            bets[one.at],
            one.inside,
            one.spent,
            _moved(before.get(one.at), one.inside),
        )
        for number, one in enumerate(rank(bets, budget), start=1)
    ]
    return Ranking(budget, places, [row for row in live if row.bet is None])


def _moved(before: bool | None, now: bool) -> str:
    if before is None or before == now:
        return ""
    return "in" if now else "out"
