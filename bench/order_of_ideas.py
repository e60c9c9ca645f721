"""Which default order finds the best ideas? `python bench/order_of_ideas.py [--runs 8] [--visitors 40]`

A board for 60 days: 150 ideas arrive evenly spread; 40 visitors a day each see the first 10 of the order,
look at position k with probability k ** -0.6, and vote for what they looked at with the idea's true appeal,
Beta(1.2, 10). Every order meets the same ideas, arrivals and visitors. The runs are simulated side by side,
as rows of the arrays.

votes/visitor   what the order gives during the 60 days
NDCG@10         how close the final top ten comes to the truth (1), if the final list is sorted by votes, by
                the Wilson bound of votes per view, or by the posterior mean of votes per exposure (Bayes)
tau             Kendall's tau of the Bayes list with the truth, over all ideas
starved         share of ideas that were shown to fewer than 10 visitors
"""

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from desireline.maths.intervals import FloatArray, wilson_lower
from desireline.maths.ranking import (
    DOUBT,
    FALLBACK,
    BetaPrior,
    fit_beta_prior,
    order_by,
    position_propensities,
    posterior_mean,
    reddit_hot,
    seed_for,
    thompson_draws,
)

IDEAS, DAYS, SLOTS = 150, 60, 10
STARVED = 10
IDS = np.arange(IDEAS)  # by arrival
LOOK = position_propensities(SLOTS)


@dataclass
class Board:
    """Every run's board at one moment; arrays are runs x ideas."""

    arrival: FloatArray  # the visitor before whom the idea arrives
    support: FloatArray
    views: FloatArray
    exposure: FloatArray
    a_day: int  # visitors
    now: int = 0  # the visitor who comes
    priors: list[BetaPrior] = field(default_factory=list)  # one a run, fitted daily

    @classmethod
    def empty(cls, arrival: FloatArray, a_day: int) -> "Board":
        support, views, exposure = np.zeros((3, *arrival.shape))
        return cls(arrival, support, views, exposure, a_day, priors=[FALLBACK] * len(arrival))

    def hours(self) -> FloatArray:
        """Age of each idea."""
        return (self.now - self.arrival) * 24 / self.a_day

    def fit(self) -> None:
        here = self.arrival <= self.now
        self.priors = [
            fit_beta_prior(s[h], e[h]) for s, e, h in zip(self.support, self.exposure, here, strict=True)
        ]


Order = Callable[[Board], FloatArray]  # scores, runs x ideas


def newest(board: Board) -> FloatArray:
    return board.arrival


def hot(board: Board) -> FloatArray:
    seconds = board.arrival * 86_400 / board.a_day
    scores: FloatArray = np.vectorize(reddit_hot, otypes=[np.float64])(board.support, seconds)
    return scores


def hacker_news(board: Board) -> FloatArray:
    return board.support / (np.maximum(board.hours(), 0) + 2) ** 1.8


def bayes(board: Board) -> FloatArray:
    return posterior_mean(board.support, board.views, FALLBACK)


def ucb(board: Board) -> FloatArray:
    mean, n = bayes(board), board.views + FALLBACK.strength
    return mean + np.sqrt(mean * (1 - mean) / (n + 1))


def by_chance(board: Board) -> FloatArray:
    runs = range(len(board.support))
    return np.stack([np.random.default_rng(seed_for(run, 0, board.now)).random(IDEAS) for run in runs])


def draws(board: Board, bucket: int, period: int, doubt: float = DOUBT) -> FloatArray:
    rows = zip(board.support, board.exposure, board.priors, strict=True)
    return np.stack(
        [
            thompson_draws(s, e, p, seed_for(run, bucket, period), doubt=doubt)
            for run, (s, e, p) in enumerate(rows)
        ]
    )


class Buckets:
    """What the product does: some orders, drawn anew every so often; a visitor falls in one of them.

    Ideas that arrive in between wait for the next drawing (the product need not be so strict).
    """

    def __init__(self, buckets: int, hours: float) -> None:
        self.buckets = buckets
        self.hours = hours
        self.period = -1
        self.orders: list[FloatArray] = []

    def __call__(self, board: Board) -> FloatArray:
        period = int(board.now * 24 / board.a_day // self.hours)
        if period != self.period:
            self.period = period
            waiting = board.arrival > board.now
            self.orders = [np.where(waiting, -np.inf, draws(board, b, period)) for b in range(self.buckets)]
        return self.orders[seed_for(0, 0, board.now) % self.buckets]


def orders() -> Iterator[tuple[str, Order]]:
    yield "votes", lambda board: board.support
    yield "newest", newest
    yield "Reddit hot", hot
    yield "Hacker News", hacker_news
    yield "Wilson(votes/views)", lambda board: wilson_lower(board.support, board.views)
    yield "Bayes(votes/views)", bayes
    yield "UCB", ucb
    yield "random", by_chance
    yield "plain Thompson", lambda board: draws(board, 0, board.now, doubt=1)
    yield "Thompson", lambda board: draws(board, 0, board.now)
    for buckets, hours in ((8, 1), (8, 6), (8, 24), (1, 6), (1, 24)):
        yield f"{buckets} drawn every {hours} h", Buckets(buckets, hours)


def simulate(order: Order, appeal: FloatArray, arrival: FloatArray, temper: FloatArray) -> Board:
    """Send all visitors past the board. `temper`, visitors x runs x slots: one uniform number per look."""
    visitors = len(temper)
    board = Board.empty(arrival, visitors // DAYS)
    rows = np.arange(len(appeal))[:, None]
    for board.now in range(visitors):
        if board.now % board.a_day == 0:
            board.fit()
        scores = np.where(arrival <= board.now, order(board), -np.inf)
        shown = order_by(scores, -IDS)[:, :SLOTS]
        here = scores[rows, shown] > -np.inf
        votes = (temper[board.now] < LOOK * appeal[rows, shown]) & here
        board.support[rows, shown] += votes
        board.views[rows, shown] += here
        board.exposure[rows, shown] += LOOK * here
    return board


def ndcg(scores: FloatArray, appeal: FloatArray) -> float:
    discount = 1 / np.log2(np.arange(2, 12))
    found = np.take_along_axis(appeal, order_by(scores, IDS)[:, :10], axis=1) @ discount
    return float((found / (-np.sort(-appeal, axis=1)[:, :10] @ discount)).mean())


def tau(scores: FloatArray, appeal: FloatArray) -> float:
    upper = np.triu_indices(IDEAS, 1)
    pairs = [np.sign(x[:, :, None] - x[:, None, :])[:, *upper] for x in (scores, appeal)]
    return float((pairs[0] * pairs[1]).mean())


def line(board: Board, appeal: FloatArray) -> list[float]:
    board.fit()
    rows = zip(board.support, board.exposure, board.priors, strict=True)
    final = np.stack([posterior_mean(s, e, p) for s, e, p in rows])
    return [
        board.support.sum() / len(appeal) / (DAYS * board.a_day),
        ndcg(board.support, appeal),
        ndcg(wilson_lower(board.support, board.views), appeal),
        ndcg(final, appeal),
        tau(final, appeal),
        float((board.views < STARVED).mean()),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare default orders of a board by simulation.")
    parser.add_argument("--runs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--visitors", type=int, default=40, help="a day")
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    shape = (options.runs, IDEAS)
    appeal = rng.beta(1.2, 10, shape)
    arrival = np.sort(rng.uniform(0, DAYS * options.visitors, shape), axis=1)
    arrival[:, 0] = 0
    temper = rng.random((DAYS * options.visitors, options.runs, SLOTS))

    print(f"{'':22}{'votes/':>8}{'NDCG@10, final list by':>28}")
    print(f"{'default order':22}{'visitor':>8}{'votes':>10}{'Wilson':>9}{'Bayes':>9}", end="")
    print(f"{'tau':>8}{'starved':>9}{'CPU s':>8}")
    for name, order in orders():
        start = time.process_time()
        figures = line(simulate(order, appeal, arrival, temper), appeal)
        cells = (f"{x:{w}.2f}" for x, w in zip(figures, (8, 10, 9, 9, 8, 9), strict=True))
        print(f"{name:22}{''.join(cells)}{time.process_time() - start:8.1f}")


if __name__ == "__main__":
    main()
