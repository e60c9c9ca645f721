"""The simulated customers: the same for the same seed, within the rules of the product, and interesting to look at."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace

import pytest

from desireline.site.demo import script as demo
from desireline.site.demo.shapes import Script
from desireline.site.demo.simulate import Rating, Simulated, open_until, simulate


@pytest.fixture(scope="module")
def bank() -> Script:
    return demo.load()


@pytest.fixture(scope="module")
def life(bank: Script) -> Simulated:
    return simulate(bank)


def latest(life: Simulated) -> dict[tuple[str, str], Rating]:
    return {(rating.person, rating.outcome): rating for rating in life.ratings}


def scores(life: Simulated, outcome: str, segment: str) -> tuple[float, float]:
    """Top-two-box importance and satisfaction on 0..10, by hand."""
    members = {person.key for person in life.people if person.segment == segment}
    mine = [r for (person, key), r in latest(life).items() if key == outcome and person in members]
    share = 10 / len(mine)
    return share * sum(r.importance > 3 for r in mine), share * sum(r.satisfaction > 3 for r in mine)


def test_the_same_seed_gives_the_same_life_and_another_seed_another(bank: Script, life: Simulated) -> None:
    assert simulate(bank) == life
    assert simulate(replace(bank, brand=replace(bank.brand, seed=1))).votes != life.votes


def test_it_is_quick(bank: Script) -> None:
    start = time.process_time()
    simulate(bank)
    assert time.process_time() - start < 2.0


def test_votes_are_unique_and_follow_something_seen_while_the_idea_was_open(
    bank: Script, life: Simulated
) -> None:
    pairs = [(vote.person, vote.idea) for vote in life.votes]
    assert len(set(pairs)) == len(pairs)
    assert set(pairs) <= {(seen.person, seen.idea) for seen in life.impressions}
    ideas = {idea.key: idea for idea in bank.ideas}
    closing = frozenset(status.key for status in bank.statuses if status.stage in ("done", "declined"))
    for vote in life.votes:
        idea = ideas[vote.idea]
        assert idea.state == "published"
        assert open_until(idea, closing=closing) <= vote.days_ago + 0.01 < idea.days_ago + 0.01
        assert vote.person != idea.by
        assert vote.person not in {spoken.person for spoken in idea.on_behalf}


def test_nobody_sees_a_board_that_is_not_theirs(bank: Script, life: Simulated) -> None:
    boards = {idea.key: idea.board for idea in bank.ideas}
    segments = {person.key: person.segment for person in life.people}
    seen = {(boards[row.idea], segments[row.person]) for row in life.impressions}
    assert {segment for board, segment in seen if board == "business"} == {"business"}
    assert "workshop" not in {board for board, _ in seen}
    assert "rick" not in {
        row.person for row in (*life.impressions, *life.votes, *life.ratings, *life.reactions)
    }


def test_ratings_stay_on_the_scale_and_some_are_changed_later(life: Simulated) -> None:
    assert all(1 <= rating.importance <= 5 and 1 <= rating.satisfaction <= 5 for rating in life.ratings)
    assert all(0 < rating.days_ago <= 180 for rating in life.ratings)
    changed = Counter((rating.person, rating.outcome) for rating in life.ratings)
    assert set(changed.values()) == {1, 2}
    assert 0.05 < sum(count == 2 for count in changed.values()) / len(changed) < 0.25


def test_who_reached_an_outcome_had_rated_it_before(life: Simulated) -> None:
    first: dict[tuple[str, str], float] = {}
    for rating in life.ratings:
        first.setdefault((rating.person, rating.outcome), rating.days_ago)
    assert life.attainments
    for reached in life.attainments:
        assert 0 < reached.days_ago < first[reached.person, reached.outcome]


def test_the_landscape_has_under_and_over_served_outcomes_that_differ_by_segment(life: Simulated) -> None:
    importance, satisfaction = scores(life, "tax-safe", "business")
    assert 2 * importance - satisfaction > 15
    importance, satisfaction = scores(life, "open-pot", "everyday")
    assert satisfaction - importance > 4
    retired, young = scores(life, "without-help", "retired"), scores(life, "without-help", "young")
    assert retired[0] > young[0] + 3


def test_reactions_come_once_per_person_and_comment_and_never_to_internal_notes(
    bank: Script, life: Simulated
) -> None:
    pairs = [(reaction.person, reaction.comment) for reaction in life.reactions]
    assert len(set(pairs)) == len(pairs)
    comments = {comment.key: comment for comment in bank.comments}
    for reaction in life.reactions:
        comment = comments[reaction.comment]
        assert not comment.internal
        assert comment.state == "published"
        assert reaction.person != comment.by
        assert reaction.days_ago <= comment.days_ago


def test_lists_run_from_the_oldest_to_the_newest(life: Simulated) -> None:
    for rows in (life.impressions, life.ratings, life.attainments, life.reactions):
        ages = [row.days_ago for row in rows]  # type: ignore[attr-defined]
        assert ages == sorted(ages, reverse=True)
