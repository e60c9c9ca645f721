"""What a project is expected to bring, and what a budget is best spent on.

The expected commercial value is the two-step decision tree of Cooper, Edgett and Kleinschmidt (Portfolio Management for
New Products): pay D to develop; with chance Pts it works, then pay C to launch; with chance Pcs it sells and brings PV.
It says what to do first with scarce money, not what to stop: early on, PV and both chances are guesses.
"""

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Bet", "Ranked", "equal_shares", "rank"]

FULL = 100


@dataclass(frozen=True, slots=True)
class Bet:
    """One project. Amounts in one currency, none below 0; chances 0..1; `development` is what it still costs."""

    value: float
    technical: float
    commercial: float
    development: float
    commercialisation: float = 0.0

    def __post_init__(self) -> None:
        if not (0 <= self.technical <= 1 and 0 <= self.commercial <= 1):
            raise ValueError("chances lie between 0 and 1")
        if min(self.value, self.development, self.commercialisation) < 0:
            raise ValueError("value and costs are not below 0")

    @property
    def success(self) -> float:
        """Chance, 0..1, that it can be made and is wanted."""
        return self.technical * self.commercial

    @property
    def expected(self) -> float:
        """Expected commercial value: (PV x Pcs - C) x Pts - D. Below 0 where it costs more than it brings."""
        return (self.value * self.commercial - self.commercialisation) * self.technical - self.development

    @property
    def index(self) -> float:
        """Productivity index: expected value for each unit still to be spent; infinite where nothing is left to."""
        if self.development == 0:
            return float("inf") if self.expected > 0 else float("-inf")
        return self.expected / self.development


@dataclass(frozen=True, slots=True)
class Ranked:
    """The place of a bet: `at` is its number in what was given, `spent` the budget used up to and with it."""

    at: int
    inside: bool
    spent: float


def rank(bets: Sequence[Bet], budget: float) -> list[Ranked]:
    """Bets by productivity index, the best first, and which of them the budget pays for.

    Down the list, each one that still fits is taken; one that does not fit is passed over for the next. What is
    expected to cost more than it brings is not taken. Bets of the same index stay in the order given.
    """
    spent, found = 0.0, []
    for at in sorted(range(len(bets)), key=lambda n: -bets[n].index):
        bet = bets[at]
        inside = bet.index > 0 and spent + bet.development <= budget + 1e-9
        spent += bet.development if inside else 0.0
        found.append(Ranked(at, inside, spent))
    return found


def equal_shares(parts: int) -> list[int]:
    """Whole percentages as equal as can be that make 100 together: 34, 33, 33. None for no parts."""
    if parts <= 0:
        return []
    each, left = divmod(FULL, parts)
    return [each + (1 if place < left else 0) for place in range(parts)]
