import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.maths.intervals import Interval
from desireline.maths.opportunity import (
    NO_PRIOR,
    Answers,
    Band,
    Prior,
    Thresholds,
    band,
    opportunity_score,
    paired_bootstrap,
    shrunk_score,
    ties,
    top_two_box,
)

cells = st.builds(Answers, *[st.integers(0, 500)] * 4)
shares = st.floats(0, 10)


def independent(n: int, important: float, satisfied: float) -> Answers:
    i, s = important, satisfied
    parts = (i * s, i * (1 - s), (1 - i) * s, (1 - i) * (1 - s))
    return Answers(*(round(n * part) for part in parts))


@pytest.mark.parametrize(
    ("importance", "satisfaction", "score"),
    [(9, 3, 15), (9, 9, 9), (8, 4, 12), (4.7, 2.1, 7.3), (9.5, 3.2, 15.8)],
)
def test_the_score_has_the_published_values(importance: float, satisfaction: float, score: float) -> None:
    assert opportunity_score(importance, satisfaction) == pytest.approx(score)


def test_top_two_box_is_the_share_of_fours_and_fives() -> None:
    assert top_two_box([1, 2, 3, 4, 5]) == pytest.approx(0.4)
    assert top_two_box([]) == 0
    with pytest.raises(ValueError, match="1 to 5"):
        top_two_box([0, 3])


def test_paired_ratings_are_counted_in_four_cells() -> None:
    answers = Answers.of([5, 4, 4, 3, 1, 2], [4, 1, 3, 5, 2, 3])
    assert answers == Answers(both=1, important_only=2, satisfied_only=1, neither=2)
    assert (answers.n, answers.importance, answers.satisfaction) == (6, 5.0, pytest.approx(10 / 3))
    with pytest.raises(ValueError, match="same respondents"):
        Answers.of([5, 4], [5])


@given(cells)
def test_without_a_prior_the_score_is_the_raw_one(answers: Answers) -> None:
    raw = opportunity_score(answers.importance, answers.satisfaction)
    assert shrunk_score(answers, NO_PRIOR) == pytest.approx(raw)


@given(cells, shares, shares)
def test_the_shrunk_score_stays_on_the_scale_and_between_answers_and_prior(
    answers: Answers, importance: float, satisfaction: float
) -> None:
    prior = Prior(importance, satisfaction)
    raw = opportunity_score(answers.importance, answers.satisfaction)
    score = shrunk_score(answers, prior)
    assert -1e-9 <= score <= 20 + 1e-9
    if answers.n:
        assert score <= max(raw, opportunity_score(importance, satisfaction)) + 1e-9


def test_no_answers_give_the_score_of_the_segment() -> None:
    assert shrunk_score(Answers(0, 0, 0, 0), Prior(8, 4)) == pytest.approx(12)


def test_the_pooled_prior_is_centred_on_all_answers_of_the_segment() -> None:
    prior = Prior.pooled([Answers(10, 0, 0, 10), Answers(0, 60, 0, 20)])
    assert (prior.importance, prior.satisfaction) == (pytest.approx(7.0), pytest.approx(1.0))
    assert Prior.pooled([]) == Prior(5.0, 5.0)


@given(st.lists(cells, min_size=1, max_size=9))
def test_a_whole_segment_always_has_intervals(outcomes: list[Answers]) -> None:
    prior = Prior.pooled(outcomes)
    assert 0 <= prior.importance <= 10
    assert 0 <= prior.satisfaction <= 10
    for answers in outcomes:
        paired_bootstrap(answers, prior, seed=1, reps=20)


@pytest.mark.parametrize(
    ("n", "half_width"), [(30, 3.5), (120, 1.8), (180, 1.4), (300, 1.1), (376, 1.0), (600, 0.8)]
)
def test_the_interval_is_as_wide_as_derived(n: int, half_width: float) -> None:
    interval = paired_bootstrap(independent(n, 0.75, 0.35), seed=11)
    assert (interval.high - interval.low) / 2 == pytest.approx(half_width, rel=0.1)


def test_the_interval_covers_the_truth_19_times_of_20() -> None:
    rng = np.random.default_rng(2)
    truth, parts = 11.5, np.array([0.2625, 0.4875, 0.0875, 0.1625])
    samples = [Answers(*map(int, row)) for row in rng.multinomial(120, parts, size=400)]
    found = [paired_bootstrap(answers, seed=i, reps=500) for i, answers in enumerate(samples)]
    assert 0.92 <= np.mean([i.low <= truth <= i.high for i in found]) <= 0.98


def test_pairing_matters() -> None:
    """Whoever finds it important is satisfied too: the difference of the two hardly varies."""
    alike, apart = Answers(60, 6, 0, 34), Answers(26, 40, 34, 0)
    assert alike.importance == apart.importance
    assert alike.satisfaction == apart.satisfaction
    narrow, wide = (paired_bootstrap(a, seed=1) for a in (alike, apart))
    assert narrow.high - narrow.low < wide.high - wide.low


@pytest.mark.parametrize(("n", "mean"), [(30, 6.53), (60, 6.38), (120, 6.26), (300, 6.15)])
def test_few_answers_flatter_and_the_prior_takes_some_of_it_away(n: int, mean: float) -> None:
    rng = np.random.default_rng(n)
    parts = np.array([0.36, 0.24, 0.24, 0.16])
    samples = [Answers(*map(int, row)) for row in rng.multinomial(n, parts, size=4000)]
    raw, shrunk = (np.mean([shrunk_score(a, prior) for a in samples]) for prior in (NO_PRIOR, Prior(6, 6)))
    assert raw == pytest.approx(mean, abs=0.07)
    assert 6 < shrunk < raw
    assert (shrunk - 6) / (raw - 6) == pytest.approx(n / (n + 10), abs=0.1)


def test_one_answer_gives_a_wide_interval_and_none_the_whole_scale() -> None:
    single = paired_bootstrap(Answers(0, 1, 0, 0), Prior(6, 6), seed=1)
    assert single.high - single.low > 6
    assert paired_bootstrap(Answers(0, 0, 0, 0), seed=1) == Interval(0.0, 20.0)


@given(cells, st.integers(0, 2**32))
def test_the_interval_is_on_the_scale_and_its_seed_decides_it(answers: Answers, seed: int) -> None:
    first, second = (paired_bootstrap(answers, Prior(6, 5), seed=seed, reps=200) for _ in range(2))
    assert first == second
    assert 0 <= first.low <= shrunk_score(answers, Prior(6, 5)) + 2
    assert first.low <= first.high <= 20


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (15.1, Band.EXTREME),
        (15, Band.HIGH),
        (12, Band.HIGH),
        (11.9, Band.WORTH_CONSIDERING),
        (10, Band.WORTH_CONSIDERING),
        (9.9, Band.LOW),
    ],
)
def test_bands(score: float, expected: Band) -> None:
    assert band(score) is expected


def test_bands_are_configurable_but_must_fall() -> None:
    assert band(11, Thresholds(extreme=10, high=8, worth_considering=6)) is Band.EXTREME
    with pytest.raises(ValueError, match="must fall"):
        Thresholds(extreme=10, high=12)


def test_a_chain_of_overlaps_does_not_tie_the_best_with_the_worst() -> None:
    scores = [14.0, 13.0, 12.0, 11.0, 10.0]
    chain = [Interval(s - 0.8, s + 0.8) for s in scores]
    assert ties(scores, chain) == [[0, 1], [2, 3], [4]]


def test_a_group_overlaps_its_leader_and_is_listed_best_first() -> None:
    scores = [5.0, 9.0, 8.5]
    intervals = [Interval(4.0, 6.0), Interval(8.0, 10.0), Interval(7.5, 9.5)]
    assert ties(scores, intervals) == [[1, 2], [0]]
    assert ties([], []) == []


@given(st.lists(st.tuples(st.floats(0, 20), st.floats(0, 5)), max_size=30))
def test_ties_hold_everyone_once_and_in_the_order_of_scores(outcomes: list[tuple[float, float]]) -> None:
    scores = [score for score, _ in outcomes]
    groups = ties(scores, [Interval(score - width, score + width) for score, width in outcomes])
    flat = [index for group in groups for index in group]
    assert sorted(flat) == list(range(len(outcomes)))
    assert [scores[i] for i in flat] == sorted(scores, reverse=True)
