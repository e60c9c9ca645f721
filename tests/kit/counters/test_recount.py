from __future__ import annotations

import pytest

from desireline.kit.counters.api import COUNTERS, recount_all
from desireline.kit.jobs.api import Progress
from desireline.listen.comments.models import Comment
from desireline.listen.ideas.models import Idea
from desireline.listen.votes.models import Vote
from tests import make
from tests.cast import Cast


@pytest.mark.django_db
def test_a_recount_mends_what_drifted_and_says_how_much(cast: Cast) -> None:
    good, bad = make.idea(), make.idea()
    for idea in (good, bad):
        Vote.objects.create(idea=idea, person=cast.carla, how_much=3)
        Comment.objects.create(idea=idea, author=cast.otto, body="yes")
    recount_all(Progress())
    Idea.objects.filter(pk=bad.pk).update(votes=7, comments=9, value=1)
    found = recount_all(Progress())
    assert found["listen.votes"] == (2, 1)
    assert found["listen.comments"] == (2, 1)
    bad.refresh_from_db()
    assert (bad.votes, bad.votes_must, bad.accounts, bad.value, bad.comments) == (1, 1, 1, 120, 1)
    assert all(wrong == 0 for _seen, wrong in recount_all(Progress()).values())


def test_every_counter_has_a_label() -> None:
    assert all(str(counter.label) for counter in COUNTERS)
