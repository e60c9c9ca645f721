import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.maths.ranking import (
    FALLBACK,
    MIN_SHAPE,
    BetaPrior,
    fit_beta_prior,
    order_by,
    position_propensities,
    position_propensity,
    posterior_mean,
    reddit_hot,
    seed_for,
    thompson_draws,
    trending,
)

ideas = st.lists(st.tuples(st.integers(0, 5000), st.floats(0, 1e5, allow_nan=False)), min_size=1, max_size=60)


def test_bayesian_average_has_the_published_values() -> None:
    laplace = BetaPrior(1, 1)
    assert posterior_mean([209, 118], [259, 143], laplace) == pytest.approx([210 / 261, 119 / 145])
    assert posterior_mean([209, 118], [259, 143], laplace).round(2).tolist() == [0.80, 0.82]


def test_ten_points_posted_45000_seconds_later_are_as_hot_as_a_hundred() -> None:
    assert reddit_hot(10, 45_000) == reddit_hot(100, 0) == 2.0
    assert reddit_hot(0, 0) == 0
    assert reddit_hot(-100, 0) == -2.0


def test_attention_falls_with_the_position() -> None:
    assert position_propensity(1) == 1
    assert position_propensity(2) == pytest.approx(0.6598, abs=1e-4)
    assert position_propensities(10).tolist() == [position_propensity(k) for k in range(1, 11)]
    with pytest.raises(ValueError, match="start at 1"):
        position_propensity(0)


@pytest.mark.parametrize(("a", "b"), [(1.2, 10.0), (5.0, 5.0), (2.0, 60.0)])
def test_the_prior_of_a_large_board_is_found_again(a: float, b: float) -> None:
    rng = np.random.default_rng(5)
    seen = rng.integers(1, 400, 5000)
    prior = fit_beta_prior(rng.binomial(seen, rng.beta(a, b, 5000)), seen)
    assert prior.mean == pytest.approx(a / (a + b), rel=0.05)
    assert prior.strength == pytest.approx(a + b, rel=0.15)


def test_the_most_shown_ideas_do_not_speak_for_the_others() -> None:
    rng = np.random.default_rng(6)
    appeal = rng.beta(1.2, 10, 2000)
    seen = np.where(appeal > 0.2, 2000, 40)
    prior = fit_beta_prior(rng.binomial(seen, appeal), seen)
    assert prior.mean == pytest.approx(1.2 / 11.2, rel=0.1)


def test_a_silent_board_has_the_fallback_prior() -> None:
    for support, exposure in (([], []), ([0], [0.0]), ([0] * 50, [0.0] * 50)):
        prior = fit_beta_prior(support, exposure)
        assert (prior.a, prior.b) == pytest.approx((FALLBACK.a, FALLBACK.b))


def test_few_ideas_move_the_mean_alone() -> None:
    prior = fit_beta_prior([30, 20], [40, 40])
    assert prior.strength == pytest.approx(FALLBACK.strength)
    assert FALLBACK.mean < prior.mean < 0.7


@given(ideas)
def test_a_prior_never_buries_an_idea(board: list[tuple[int, float]]) -> None:
    prior = fit_beta_prior([s for s, _ in board], [e for _, e in board])
    assert prior.a >= MIN_SHAPE
    assert prior.b >= MIN_SHAPE
    assert np.isfinite(prior.strength)


@given(ideas, st.integers(0, 2**64 - 1))
def test_an_order_is_a_permutation_and_its_seed_decides_it(board: list[tuple[int, float]], seed: int) -> None:
    support, exposure = [s for s, _ in board], [e for _, e in board]
    draws = thompson_draws(support, exposure, FALLBACK, seed)
    assert ((draws >= 0) & (draws <= 1)).all()
    assert (draws == thompson_draws(support, exposure, FALLBACK, seed)).all()
    assert sorted(order_by(draws, range(len(board)))) == list(range(len(board)))


@given(ideas)
def test_more_support_for_the_same_exposure_raises_the_posterior(board: list[tuple[int, float]]) -> None:
    support, exposure = np.array([s for s, _ in board]), np.array([s + e + 1 for s, e in board])
    more, less = (posterior_mean(support + extra, exposure, FALLBACK) for extra in (1, 0))
    assert (more > less).all()
    assert ((less > 0) & (more < 1)).all()


def test_equal_scores_go_by_id() -> None:
    assert order_by([1.0, 2.0, 1.0, 2.0], [9, 8, 3, 4]).tolist() == [3, 1, 2, 0]
    assert order_by([[1.0, 2.0], [2.0, 1.0]], [1, 2]).tolist() == [[1, 0], [0, 1]]


def test_a_new_idea_is_drawn_high_more_often_than_one_that_few_wanted() -> None:
    prior = BetaPrior(1.2, 10)
    wins = sum(float(np.diff(thompson_draws([8, 0], [100, 0], prior, seed))[0]) > 0 for seed in range(400))
    plain = sum(
        float(np.diff(thompson_draws([8, 0], [100, 0], prior, seed, doubt=1))[0]) > 0 for seed in range(400)
    )
    assert wins > 280
    assert wins > plain


def test_votes_beyond_the_exposure_count_as_seen() -> None:
    assert posterior_mean([50], [0.0], BetaPrior(1, 9)) == pytest.approx([51 / 60])
    assert thompson_draws([50], [0.0], BetaPrior(1, 9), 1)[0] > 0.5


def test_seeds_differ_by_board_bucket_and_period_and_are_the_same_everywhere() -> None:
    assert seed_for(1, 2, 3) == 3054663894209944436
    assert len({seed_for(a, b, c) for a in range(12) for b in range(12) for c in range(12)}) == 12**3


def test_trending_follows_recent_talk_and_discounts_age() -> None:
    assert trending(0, 0, 0) == 0
    assert trending(3, 2, 0) == 4
    assert trending(4, 0, 168 * 3) == 2
    assert trending(5, 0, 10) > trending(4, 1, 10)
    assert trending(7, 0, 365 * 24) == pytest.approx(trending(1, 0, 0), rel=0.05)
