"""The order of ideas: fair to the new, kind to the good, the same on every page of one visit.

*Support* is the number of votes, *exposure* the sum of position-weighted impressions: an impression at the
top of a list counts 1, one further down counts the share of visitors who still look there. Their ratio, the
*support rate*, does not depend on where an idea happened to stand.
"""

import hashlib
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .intervals import FloatArray

ATTENTION = 0.6  # attention at position k is k ** -ATTENTION
MIN_IDEAS = 10  # below, the spread between ideas cannot be told from chance
STRENGTH = (2.0, 500.0)  # limits of a + b: never so weak that one vote decides, never deaf
MIN_SHAPE = 0.1  # a and b stay above: Beta(0, b) would bury new ideas for ever
DOUBT = 1 / 3  # the part of the prior's b that orders are drawn with


@dataclass(frozen=True, slots=True)
class BetaPrior:
    """What is known of an idea before anyone sees it: about `a` supporters among `a + b` people."""

    a: float
    b: float

    @property
    def mean(self) -> float:
        return self.a / (self.a + self.b)

    @property
    def strength(self) -> float:
        return self.a + self.b


FALLBACK = BetaPrior(1.0, 9.0)


def position_propensity(position: int) -> float:
    """The share of visitors, 0..1, who look at the 1-based `position` of a list."""
    if position < 1:
        raise ValueError(f"positions start at 1, got {position}")
    return float(position**-ATTENTION)


def position_propensities(slots: int) -> FloatArray:
    """`position_propensity` of the positions 1..slots."""
    return np.arange(1, slots + 1, dtype=np.float64) ** -ATTENTION


def fit_beta_prior(support: ArrayLike, exposure: ArrayLike, fallback: BetaPrior = FALLBACK) -> BetaPrior:
    """The distribution of support rates on a board: empirical Bayes by moments (Kleinman 1973).

    `fallback` takes part as if it were one more idea, so a silent board gets a prior too. With fewer than
    MIN_IDEAS ideas seen, the mean is fitted and the strength is that of `fallback`.
    """
    votes, trials = _votes_and_trials(support, exposure)
    seen = trials > 0
    rates = np.append(votes[seen] / trials[seen], fallback.mean)
    trials = np.append(trials[seen], fallback.strength)
    mean, likeness = _moments(rates, trials, start=1 / (fallback.strength + 1))
    strength = fallback.strength
    if seen.sum() >= MIN_IDEAS:
        strength = float(np.clip(1 / likeness - 1, *STRENGTH))
    return BetaPrior(max(mean * strength, MIN_SHAPE), max((1 - mean) * strength, MIN_SHAPE))


def _moments(rates: FloatArray, trials: FloatArray, start: float) -> tuple[float, float]:
    """Mean of the rates and the likeness of two visitors' verdicts on one idea, 1 / (a + b + 1).

    Equal weights would trust an idea seen twice, weights by trials would listen to the most shown ideas
    alone; the weights in between follow from the likeness, hence the short iteration.
    """
    likeness, mean = start, 0.0
    limits = 1 / (STRENGTH[1] + 1), 1 / (STRENGTH[0] + 1)
    for _ in range(8):
        weights = trials / (1 + likeness * np.maximum(trials - 1, 0))
        total = weights.sum()
        mean = float(weights @ rates / total)
        rest = weights * (1 - weights / total)
        chance = float((rest / trials).sum())
        room, spread = float(rest.sum()) - chance, mean * (1 - mean)
        if room <= 0 or spread <= 0:
            break
        observed = float(weights @ (rates - mean) ** 2) / spread
        likeness = min(max((observed - chance) / room, limits[0]), limits[1])
    return mean, likeness


def posterior_mean(support: ArrayLike, exposure: ArrayLike, prior: BetaPrior) -> FloatArray:
    """The expected support rate, 0..1, of each idea after what was seen."""
    votes, trials = _votes_and_trials(support, exposure)
    return (votes + prior.a) / (trials + prior.strength)


def thompson_draws(
    support: ArrayLike, exposure: ArrayLike, prior: BetaPrior, seed: int, *, doubt: float = DOUBT
) -> FloatArray:
    """One draw from each idea's posterior support rate, 0..1 (Thompson 1933): the less is known, the wider.

    `doubt` weakens the prior's b, so an idea enters with more hope than the average one deserves until it
    has been seen: plain draws (doubt=1) leave late ideas unseen, for 5 % more votes. The same seed and the
    same rows in the same order give the same draws: pass rows by id.
    """
    votes, trials = _votes_and_trials(support, exposure)
    return np.random.default_rng(seed).beta(votes + prior.a, trials - votes + prior.b * doubt)


def order_by(scores: ArrayLike, ids: ArrayLike) -> NDArray[np.intp]:
    """Indices from the highest score to the lowest along the last axis; equal scores by ascending id."""
    falling = -np.asarray(scores, np.float64)
    return np.lexsort((np.broadcast_to(np.asarray(ids), falling.shape), falling), axis=-1)


def seed_for(board_id: int, bucket: int, period: int) -> int:
    """A seed, 0..2**64-1, that is the same in every process and on every machine."""
    text = f"{board_id}:{bucket}:{period}".encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big")


def trending(votes_recent: float, comments_recent: float, age_hours: float) -> float:
    """How much an idea is talked about now, >= 0: (votes + comments / 2) / sqrt(1 + age in weeks).

    Counts are those of the recent days alone, so old ideas can trend again; the mild discount asks of a
    week-old idea 1.4 times, of a year-old one 7 times the activity of a new one.
    """
    return (votes_recent + comments_recent / 2) / math.sqrt(1 + max(age_hours, 0.0) / 168)


def reddit_hot(points: float, seconds: float) -> float:
    """The "hot" score of link sites, as a yardstick: ten times the points make up for 12.5 hours of age.

    `seconds` is the moment of posting, counted from any fixed date.
    """
    sign = (points > 0) - (points < 0)
    return sign * math.log10(max(abs(points), 1)) + seconds / 45_000


def _votes_and_trials(support: ArrayLike, exposure: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Votes can outrun exposure (imported, cast from a mail): who voted has seen, so trials >= votes."""
    votes = np.asarray(support, np.float64)
    return votes, np.maximum(np.asarray(exposure, np.float64), votes)
