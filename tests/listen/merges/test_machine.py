"""Merges, undone in any order, against a small model: an idea shows what it and all joined to it own."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from desireline.kit.errors import Refused
from desireline.listen.comments import api as comments
from desireline.listen.comments.models import Comment
from desireline.listen.ideas.models import Idea
from desireline.listen.merges import api as merges
from desireline.listen.merges.models import Merge
from desireline.listen.merges.rules import below, root_of
from desireline.listen.tags.models import IdeaTag, Tag
from desireline.listen.votes import api as votes
from desireline.listen.votes.models import Vote
from desireline.people.notices.api import follow as start_following
from desireline.people.notices.api import followers, unfollow
from tests import make
from tests.cast import Cast

IDEAS, PEOPLE = 4, 2
idea_no = st.integers(0, IDEAS - 1)
person_no = st.integers(0, PEOPLE - 1)


class Merging(RuleBasedStateMachine):
    cast: Cast
    people: list[Any]
    tags: list[Tag]

    def __init__(self) -> None:
        super().__init__()
        board = make.board()
        self.ideas = [make.idea(on=board, imported_votes=10**n) for n in range(IDEAS)]
        self.parent: dict[int, int] = {}
        self.merges: dict[int, Merge] = {}
        self.votes: dict[int, set[int]] = defaultdict(set)
        self.follows: dict[int, set[int]] = defaultdict(set)
        self.tagged: dict[int, set[int]] = defaultdict(set)
        self.said: dict[int, set[int]] = defaultdict(set)
        self.off: dict[tuple[int, int], set[int]] = defaultdict(
            set
        )  # left on the root since its last merge or undo
        for no in range(IDEAS):  # something to lose in every merge
            for deed in (self.vote, self.follow, self.tag):
                deed(no, no % 2)
            self.say(no)

    def fresh(self, no: int) -> Idea:
        return Idea.objects.get(pk=self.ideas[no].pk)

    def all_of(self, own: dict[int, set[int]], no: int) -> set[int]:
        return set().union(*(own[one] for one in below(no, self.parent))) - self.off[id(own), no]

    def choose(self, own: dict[int, set[int]], no: int, what: int) -> None:
        own[no].add(what)
        self.off[id(own), no].discard(what)

    def leave(self, own: dict[int, set[int]], no: int, what: int) -> None:
        own[no].discard(what)
        self.off[id(own), no].add(what)

    def settle(self, root: int) -> None:
        """Each merge and undo takes people by their last word: what is off by then is off at home, too."""
        for own in (self.votes, self.follows, self.tagged):
            for one in below(root, self.parent):
                own[one] -= self.off[id(own), root]
            self.off[id(own), root] = set()

    def vote(self, no: int, who: int) -> None:
        try:
            votes.vote(self.ideas[no].pk, self.people[who])
        except Refused:
            assert no in self.parent
            return
        self.choose(self.votes, no, who)

    def take_back(self, no: int, who: int) -> None:
        try:
            votes.take_back(self.ideas[no].pk, self.people[who])
        except Refused:
            assert no in self.parent
            return
        self.leave(self.votes, no, who)

    def follow(self, no: int, who: int) -> None:
        if no not in self.parent:
            start_following(self.people[who], f"idea:{self.ideas[no].pk}")
            self.choose(self.follows, no, who)

    def stop_following(self, no: int, who: int) -> None:
        if no not in self.parent:
            unfollow(self.people[who], f"idea:{self.ideas[no].pk}")
            self.leave(self.follows, no, who)

    def tag(self, no: int, tag: int) -> None:
        if no not in self.parent and tag not in self.all_of(self.tagged, no):
            IdeaTag.objects.create(idea=self.ideas[no], tag=self.tags[tag])
            self.choose(self.tagged, no, tag)

    def untag(self, no: int, tag: int) -> None:
        if no not in self.parent:
            IdeaTag.objects.filter(idea=self.ideas[no], tag=self.tags[tag]).delete()
            self.leave(self.tagged, no, tag)

    def say(self, no: int) -> None:
        try:
            made = comments.post(self.ideas[no], by=self.cast.tom, body="x")
        except Refused:
            assert no in self.parent
            return
        self.said[no].add(made.pk)

    @rule(no=idea_no, who=person_no, deed=st.sampled_from(["vote", "vote", "take_back", "take_back", "say"]))
    def somebody_votes_or_speaks(self, no: int, who: int, deed: str) -> None:
        self.say(no) if deed == "say" else getattr(self, deed)(no, who)

    @rule(no=idea_no, who=person_no, deed=st.sampled_from(["follow", "stop_following", "tag", "untag"]))
    def somebody_follows_or_tags(self, no: int, who: int, deed: str) -> None:
        getattr(self, deed)(no, who)

    @rule(a=idea_no, step=st.integers(1, IDEAS - 1))
    def join(self, a: int, step: int) -> None:
        self.merge(a, (a + step) % IDEAS)

    @precondition(lambda self: self.parent)
    @rule(data=st.data())
    def take_out(self, data: st.DataObject) -> None:
        self.undo(data.draw(st.sampled_from(sorted(self.parent))))

    def merge(self, a: int, b: int) -> None:
        root = root_of(b, self.parent)
        try:
            made = merges.merge(self.ideas[a], self.ideas[b], by=self.cast.tom, tell=False)
        except Refused:
            assert root == a or a in self.parent
            return
        assert root != a
        assert a not in self.parent
        self.settle(a)
        self.settle(root)
        self.parent[a] = root
        self.merges[a] = made

    def undo(self, no: int) -> None:
        if no in self.parent:
            made = self.merges.pop(no)
            merges.undo(made, by=self.cast.tom)
            self.settle(root_of(no, self.parent))
            del self.parent[no]
            with pytest.raises(Refused):
                merges.undo(made, by=self.cast.tom)

    @invariant()
    def what_stands_by_itself_shows_what_it_should(self) -> None:
        for no, idea in enumerate(self.ideas):
            found = self.fresh(no)
            root = root_of(no, self.parent)
            if root != no:
                assert (found.state, found.merged_into_id) == (Idea.State.MERGED, self.ideas[root].pk)
                continue
            assert (found.state, found.merged_into_id) == (Idea.State.PUBLISHED, None)
            voters = {person.pk for n, person in enumerate(self.people) if n in self.all_of(self.votes, no)}
            assert set(Vote.objects.filter(idea=idea).values_list("person_id", flat=True)) == voters
            assert found.votes == len(voters)
            following = {
                person.pk for n, person in enumerate(self.people) if n in self.all_of(self.follows, no)
            }
            assert followers(f"idea:{idea.pk}") & {person.pk for person in self.people} == following
            tagged = {self.tags[n].pk for n in self.all_of(self.tagged, no)}
            assert set(IdeaTag.objects.filter(idea=idea).values_list("tag_id", flat=True)) == tagged
            said = self.all_of(self.said, no)
            assert set(Comment.objects.filter(idea=idea).values_list("pk", flat=True)) == said
            assert found.comments == len(said)
            assert found.imported_votes == sum(10**one for one in below(no, self.parent))

    @invariant()
    def counters_equal_a_recount(self) -> None:
        ids = [idea.pk for idea in self.ideas]
        assert votes.recount(ids) == 0
        assert comments.recount(ids) == 0

    def teardown(self) -> None:
        for no in list(self.parent):
            self.undo(no)
        self.what_stands_by_itself_shows_what_it_should()
        assert Comment.objects.filter(idea__in=self.ideas, merge__isnull=False).count() == 0
        assert Vote.objects.filter(idea__in=self.ideas, merge__isnull=False).count() == 0


@pytest.mark.slow
def test_merges_and_their_undo_in_any_order(cast: Cast) -> None:
    Merging.cast = cast
    Merging.people = [cast.carla, cast.cora]
    Merging.tags = [Tag.objects.create(slug=f"t{n}", name=f"t{n}") for n in range(2)]
    run_state_machine_as_test(
        Merging,
        settings=settings(
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            phases=(
                Phase.generate,
            ),  # shrinking takes minutes; the steps that failed are printed as they are
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
