"""Many at once, and any order of steps: what is kept equals what is counted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from desireline.kit.errors import Refused
from desireline.listen.ideas.models import Idea
from desireline.listen.votes.api import recount, take_back, vote
from desireline.listen.votes.models import Vote
from tests import make
from tests.cast import Cast, bring


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_parallel_votes_of_the_same_people_count_once(settings: Any) -> None:
    settings.WRITES = "grouped"
    cast = bring()
    idea = make.idea()
    people = [cast.carla, cast.otto, cast.cora, make.person(account=cast.harbour)]

    def storm(n: int) -> None:
        try:
            person = people[n % 4]
            if n % 5 == 4:
                take_back(idea.pk, person)
            vote(idea.pk, person, n % 3 + 1)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(storm, range(80)))
    idea.refresh_from_db()
    assert idea.votes == Vote.objects.filter(idea=idea).count() == 4
    assert idea.accounts == 2
    assert recount([idea.pk]) == 0


class Votes(RuleBasedStateMachine):
    """Votes, changes, take-backs and closings in any order. Merges have a machine of their own."""

    cast: Cast

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.savepoint()
        self.ideas = [make.idea(on=make.board()) for _ in range(3)]
        self.people = [self.cast.carla, self.cast.otto, self.cast.cora]
        self.model: dict[tuple[int, int], int] = {}

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.point)

    @rule(idea=st.integers(0, 2), person=st.integers(0, 2), how_much=st.integers(1, 3))
    def votes(self, idea: int, person: int, how_much: int) -> None:
        try:
            vote(self.ideas[idea].pk, self.people[person], how_much)
        except Refused:
            return
        self.model[idea, person] = how_much

    @rule(idea=st.integers(0, 2), person=st.integers(0, 2))
    def takes_back(self, idea: int, person: int) -> None:
        try:
            take_back(self.ideas[idea].pk, self.people[person])
        except Refused:
            return
        self.model.pop((idea, person), None)

    @rule(idea=st.integers(0, 2))
    def closes_or_opens(self, idea: int) -> None:
        found = Idea.objects.get(pk=self.ideas[idea].pk)
        Idea.objects.filter(pk=found.pk).update(closed=not found.closed)

    @invariant()
    def kept_is_counted(self) -> None:
        assert recount(idea.pk for idea in self.ideas) == 0
        for n, idea in enumerate(self.ideas):
            idea.refresh_from_db()
            own = [how_much for (at, _), how_much in self.model.items() if at == n]
            assert (idea.votes, idea.votes_must) == (len(own), own.count(3))


@pytest.mark.slow
def test_any_order_of_steps_keeps_the_counters_right(cast: Cast) -> None:
    Votes.cast = cast
    run_state_machine_as_test(
        Votes,
        settings=settings(
            max_examples=40, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
