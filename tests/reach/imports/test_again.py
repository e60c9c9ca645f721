"""A file that comes again, after people did things here."""

from __future__ import annotations

from pathlib import Path

import pytest

from desireline.engines.search.api import Query, query, tokens_of
from desireline.kit.counters.api import recount_all
from desireline.kit.jobs.api import Job, Progress, run_all
from desireline.listen.ideas.models import Idea
from desireline.listen.merges import api as merges
from desireline.listen.tags.models import IdeaTag
from desireline.listen.votes import api as votes
from desireline.listen.votes.models import Vote
from desireline.people.accounts.api import leave
from desireline.people.accounts.models import Account, Membership
from desireline.people.notices.api import followers, unfollow
from desireline.people.notices.models import Subscription
from desireline.reach.imports import undoing
from tests import make
from tests.cast import Cast
from tests.reach.imports import archives
from tests.reach.imports.test_bringing import bring

pytestmark = pytest.mark.django_db
SMALL = {"ideas": 24, "votes": 120, "comments": 30}


def _right() -> bool:
    return not any(wrong for _, wrong in recount_all(Progress()).values())


def _open_idea() -> Idea:
    """With a vote and a tag, and not merged."""
    found = Idea.objects.filter(state=1, merged_into=None, closed=False, votes__gt=0, tag_links__isnull=False)
    return found.order_by("pk")[0]


def test_what_was_taken_back_after_a_merge_stays_taken_back(cast: Cast, tmp_path: Path) -> None:
    follows = [{"user_id": 9, "post_id": n, "status": 1} for n in range(1, 25)]
    path = archives.fider_zip(tmp_path / "fider.zip", **SMALL, post_subscribers=follows)
    bring(path, cast.stella)
    idea, own = _open_idea(), make.idea("Our own")
    voter = Vote.objects.filter(idea=idea)[0].person
    tag = IdeaTag.objects.filter(idea=idea)[0].tag
    reader = Subscription.objects.filter(topic=f"idea:{idea.pk}", on=True)[0].person
    merges.merge(idea, own, by=cast.tom)
    votes.take_back(own.pk, voter)
    IdeaTag.objects.filter(idea=own, tag=tag).delete()
    unfollow(reader, f"idea:{own.pk}")
    bring(path, cast.stella)
    for one in (idea, own):
        assert not Vote.objects.filter(idea=one, person=voter).exists()
        assert not IdeaTag.objects.filter(idea=one, tag=tag).exists()
        assert reader.pk not in followers(f"idea:{one.pk}")
    assert _right()


def test_what_comes_to_a_merged_idea_goes_on_and_its_undo_too(cast: Cast, tmp_path: Path) -> None:
    few = archives.fider_zip(tmp_path / "few.zip", ideas=24, votes=60, comments=30)
    more = archives.fider_zip(tmp_path / "more.zip", ideas=24, votes=90, comments=30, people=50)
    bring(few, cast.stella)
    ideas = list(Idea.objects.filter(state=1, merged_into=None, closed=False))
    own = make.idea("Our own")
    for idea in ideas:
        merges.merge(idea, own, by=cast.tom)
    own.refresh_from_db()
    before = own.votes
    batch = bring(more, cast.stella)
    own.refresh_from_db()
    assert own.votes > before
    undoing.undo(batch, by=cast.stella, progress=Progress())
    own.refresh_from_db()
    assert own.votes == before == Vote.objects.filter(idea=own).count()
    assert _right()


def test_an_undo_takes_a_merged_idea_out_of_ours_first(cast: Cast, tmp_path: Path) -> None:
    batch = bring(archives.fider_zip(tmp_path / "fider.zip", **SMALL), cast.stella)
    own = make.idea("Our own", by=cast.carla)
    before = Vote.objects.filter(idea=own).count()
    merges.merge(_open_idea(), own, by=cast.tom)
    undoing.undo(batch, by=cast.stella, progress=Progress())
    own.refresh_from_db()
    assert list(Idea.objects.all()) == [own]
    assert (own.votes, own.comments) == (before, 0)
    assert _right()


def test_people_who_turn_out_to_be_of_an_account_count_for_it_without_a_job_each(
    cast: Cast, tmp_path: Path
) -> None:
    """A Canny dump tells voters first and their companies later."""
    alone = archives.canny_json(tmp_path / "alone.json", **SMALL, users=[], companies=[])
    bring(alone, cast.stella)
    assert not Idea.objects.filter(accounts__gt=0).exists()
    batch = bring(archives.canny_json(tmp_path / "more.json", **SMALL), cast.stella)
    assert not Job.objects.filter(kind="votes.moved").exists()
    assert Idea.objects.filter(accounts=1, value__gt=99).exists()
    assert _right()
    firm = Account.objects.get(name="Nordwind")
    theirs = set(Idea.objects.filter(author__account=firm, state=1).values_list("pk", flat=True))
    assert theirs == _found_with(firm)
    undoing.undo(batch, by=cast.stella, progress=Progress())
    assert not _found_with(firm)
    assert not Idea.objects.filter(accounts__gt=0).exists()
    assert not Account.objects.filter(name="Nordwind").exists()
    assert _right()


def _found_with(account: Account) -> set[int]:
    """Ideas that search names beside an account."""
    asked = Query("", tokens_of(None), types=("idea",), accounts=(account.pk,), browse=True, limit=100)
    return {hit.id for hit in query(asked).hits}


def test_who_left_an_account_here_is_not_brought_back_into_it(cast: Cast, tmp_path: Path) -> None:
    path = archives.canny_json(tmp_path / "canny.json", **SMALL)
    bring(path, cast.stella)
    left = Membership.objects.filter(account__name="Nordwind")[0]
    leave(left.account, person=left.person, by=cast.ada)
    run_all()
    bring(path, cast.stella)
    assert not left.person.memberships.exists()
    assert _right()
