"""Merges, undoing and voting at the same moment."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection

from desireline.kit.errors import Refused
from desireline.listen.comments import api as comments
from desireline.listen.ideas.models import Idea
from desireline.listen.merges import api as merges
from desireline.listen.merges.models import Merge
from desireline.listen.votes import api as votes
from desireline.listen.votes.models import Vote
from tests import make
from tests.cast import bring

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def at_once(*deeds: Callable[[], object]) -> list[bool]:
    """Run all at the same time; which of them were not refused."""

    def run(deed: Callable[[], object]) -> bool:
        try:
            for _again in range(400):
                try:
                    deed()
                except OperationalError:  # SQLite in memory does not wait for a lock; a file does
                    time.sleep(random.random() / 50)
                else:
                    return True
            raise AssertionError("never got its turn")
        except Refused:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def later(n: int, deed: Callable[[], object]) -> Callable[[], object]:
    """The deed, some hundredths of a second later: the deeds around a merge come before, in and after it."""

    def run() -> object:
        time.sleep(n / 100)
        return deed()

    return run


def counted(*ideas: Idea) -> bool:
    ids = [idea.pk for idea in ideas]
    return votes.recount(ids) == 0 and comments.recount(ids) == 0


def test_merges_in_a_circle_end_in_one_root() -> None:
    cast = bring()
    a, b, c = (make.idea() for _n in range(3))
    pairs = [(a, b), (b, c), (c, a)] * 2
    at_once(*(lambda s=s, t=t: merges.merge(s, t, by=cast.tom, tell=False) for s, t in pairs))
    rows = Idea.objects.filter(pk__in=[a.pk, b.pk, c.pk])
    roots = [idea for idea in rows if idea.merged_into_id is None]
    assert len(roots) == 1
    assert {idea.merged_into_id for idea in rows} == {None, roots[0].pk}
    assert Merge.objects.filter(undone_at__isnull=True).count() == 2


def test_undone_twice_at_once_is_undone_once() -> None:
    cast = bring()
    a, b = make.idea(), make.idea()
    votes.vote(a.pk, cast.carla)
    made = merges.merge(a, b, by=cast.tom, tell=False)
    done = at_once(*(lambda: merges.undo(made, by=cast.tom) for _n in range(4)))
    assert sum(done) == 1
    assert counted(a, b)
    assert Vote.objects.get().idea_id == a.pk


def test_votes_and_comments_while_merging_are_neither_lost_nor_doubled() -> None:
    cast = bring()
    a, b = make.idea(), make.idea()
    people = [make.person(trust=1) for _n in range(10)]
    deeds: list[Callable[[], object]] = []
    for n, person in enumerate(people):
        where = a if n % 2 else b
        deeds.append(lambda w=where, p=person: votes.vote(w.pk, p))  # type: ignore[misc]
        deeds.append(lambda w=where, p=person: comments.post(w, by=p, body="x"))  # type: ignore[misc]
    done = at_once(
        lambda: merges.merge(a, b, by=cast.tom, tell=False), *(later(n, deed) for n, deed in enumerate(deeds))
    )
    assert done.pop(0)
    voted = {person.pk for person, counts in zip(people, done[::2], strict=True) if counts}
    assert counted(a, b)
    assert set(Vote.objects.filter(idea=b).values_list("person_id", flat=True)) == voted
    merge = Merge.objects.get()
    b.refresh_from_db()
    assert b.votes == len(voted)
    assert b.comments == sum(done[1::2])
    merges.undo(merge, by=cast.tom)
    assert counted(a, b)
    assert Vote.objects.filter(merge__isnull=False).count() == 0
