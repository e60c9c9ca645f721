from __future__ import annotations

import re

import pytest
from django.test import Client

from desireline.engines.search.api import reindex
from desireline.kit.errors import Refused
from desireline.kit.jobs.api import run_all
from desireline.listen.comments import api as comments
from desireline.listen.comments.models import Comment
from desireline.listen.ideas.models import Idea
from desireline.listen.merges import api as merges
from desireline.listen.merges.models import Merge
from desireline.listen.tags import api as tags
from desireline.listen.tags.models import IdeaTag
from desireline.listen.votes import api as votes
from desireline.listen.votes.models import Vote
from desireline.people.notices.api import follow, followers, silence, unfollow
from desireline.people.notices.models import Notice
from tests import make
from tests.cast import Cast


def voters(idea: Idea) -> set[str]:
    return set(Vote.objects.filter(idea=idea).values_list("person__name", flat=True))


def test_a_vote_taken_back_while_merged_is_taken_back_at_home(cast: Cast) -> None:
    a, b = make.idea(), make.idea()
    votes.vote(a.pk, cast.carla)
    votes.vote(a.pk, cast.cora)
    made = merges.merge(a, b, by=cast.tom)
    votes.take_back(b.pk, cast.carla)
    votes.vote(b.pk, cast.otto)
    merges.undo(made, by=cast.tom)
    assert (voters(a), voters(b)) == ({"Cora"}, {"Otto"})


def test_who_votes_for_both_counts_once_and_keeps_both_after_undo(cast: Cast) -> None:
    a, b = make.idea(), make.idea()
    for idea in (a, b):
        votes.vote(idea.pk, cast.carla)
    made = merges.merge(a, b, by=cast.tom)
    b.refresh_from_db()
    assert b.votes == 1
    merges.undo(made, by=cast.tom)
    assert (voters(a), voters(b)) == ({"Carla"}, {"Carla"})


def test_who_stops_following_while_merged_follows_neither_after_undo(cast: Cast) -> None:
    a, b = make.idea(), make.idea()
    follow(cast.carla, f"idea:{a.pk}")
    made = merges.merge(a, b, by=cast.tom)
    unfollow(cast.carla, f"idea:{b.pk}")
    merges.undo(made, by=cast.tom)
    assert cast.carla.pk not in followers(f"idea:{a.pk}") | followers(f"idea:{b.pk}")


def test_the_last_word_while_merged_counts(cast: Cast) -> None:
    """Off and on again is on: at home nothing is lost, and what was chosen on the target stays there."""
    a, b = make.idea(), make.idea()
    follow(cast.carla, f"idea:{a.pk}")
    votes.vote(a.pk, cast.carla)
    made = merges.merge(a, b, by=cast.tom)
    unfollow(cast.carla, f"idea:{b.pk}")
    votes.take_back(b.pk, cast.carla)
    follow(cast.carla, f"idea:{b.pk}")
    votes.vote(b.pk, cast.carla)
    merges.undo(made, by=cast.tom)
    assert cast.carla.pk in followers(f"idea:{a.pk}") & followers(f"idea:{b.pk}")
    assert (voters(a), voters(b)) == ({"Carla"}, {"Carla"})


def test_who_was_carried_along_and_speaks_there_keeps_following(cast: Cast) -> None:
    a, b = make.idea(), make.idea()
    for person in (cast.carla, cast.otto):
        follow(person, f"idea:{a.pk}")
    made = merges.merge(a, b, by=cast.tom)
    comments.post(b, by=cast.carla, body="Here I am at home, too")
    merges.undo(made, by=cast.tom)
    assert {cast.carla.pk, cast.otto.pk} <= followers(f"idea:{a.pk}")
    assert cast.carla.pk in followers(f"idea:{b.pk}")
    assert cast.otto.pk not in followers(f"idea:{b.pk}")


def test_who_silenced_an_idea_and_speaks_there_keeps_it_silent(cast: Cast) -> None:
    idea = make.idea()
    silence(cast.carla, f"idea:{idea.pk}")
    comments.post(idea, by=cast.carla, body="Only this")
    assert cast.carla.pk not in followers(f"idea:{idea.pk}")


def test_what_is_off_at_the_next_merge_is_off_at_home(cast: Cast) -> None:
    a, b, c = (make.idea() for _n in range(3))
    follow(cast.carla, f"idea:{a.pk}")
    made = merges.merge(a, b, by=cast.tom)
    unfollow(cast.carla, f"idea:{b.pk}")
    merges.merge(b, c, by=cast.tom)
    follow(cast.carla, f"idea:{c.pk}")
    merges.undo(made, by=cast.tom)
    assert cast.carla.pk not in followers(f"idea:{a.pk}") | followers(f"idea:{b.pk}")
    assert cast.carla.pk in followers(f"idea:{c.pk}")


def test_undoing_the_inner_merge_of_a_chain_first(cast: Cast) -> None:
    a, b, c = (make.idea() for _n in range(3))
    votes.vote(a.pk, cast.carla)
    votes.vote(b.pk, cast.cora)
    said = comments.post(a, by=cast.carla, body="mine")
    first = merges.merge(a, b, by=cast.tom)
    second = merges.merge(b, c, by=cast.tom)
    c.refresh_from_db()
    assert (voters(c), c.votes, c.comments) == ({"Carla", "Cora"}, 2, 1)
    merges.undo(first, by=cast.tom)
    said.refresh_from_db()
    assert (voters(a), voters(c), said.idea_id, said.merge_id) == ({"Carla"}, {"Cora"}, a.pk, None)
    merges.undo(second, by=cast.tom)
    assert (voters(b), voters(c)) == ({"Cora"}, set())


def test_a_target_that_was_merged_stands_for_its_root(cast: Cast) -> None:
    a, b, c = (make.idea() for _n in range(3))
    merges.merge(b, c, by=cast.tom)
    assert merges.merge(a, b, by=cast.tom).target_id == c.pk
    for source, target in ((c, a), (a, c), (c, c)):
        with pytest.raises(Refused):
            merges.merge(source, target, by=cast.tom)


def test_words_stay_where_others_may_not_read_them(cast: Cast) -> None:
    staff = make.idea(on=make.board(audience="staff"))
    public = make.idea()
    comments.post(staff, by=cast.tom, body="secret words")
    tags.add(staff, "secret tag", by=cast.tom)
    votes.vote(staff.pk, cast.tom)
    made = merges.merge(staff, public, by=cast.tom)
    assert not Comment.objects.filter(idea=public).exists()
    assert not IdeaTag.objects.filter(idea=public).exists()
    assert merges.joined(public.pk, reader=cast.carla) == []
    assert len(merges.joined(public.pk, reader=cast.tom)) == 1
    merges.undo(made, by=cast.tom)
    assert set(IdeaTag.objects.filter(idea=staff).values_list("tag__name", flat=True)) == {"secret tag"}


def test_only_published_ideas_and_only_the_team(cast: Cast) -> None:
    with pytest.raises(Refused):
        merges.merge(make.idea(state=Idea.State.PENDING), make.idea(), by=cast.tom)
    with pytest.raises(Refused):
        merges.merge(make.idea(), make.idea(), by=cast.carla)


def test_supporters_learn_where_it_went(cast: Cast) -> None:
    a, b = make.idea("Night mode"), make.idea("Dark mode")
    votes.vote(a.pk, cast.carla)
    merges.merge(a, b, by=cast.tom)
    run_all()
    assert set(Notice.objects.filter(kind="merge").values_list("person__name", "text")) == {
        ("Carla", "Dark mode")
    }


def test_the_dialogue(cast: Cast, client: Client) -> None:
    a, b = make.idea("Night mode for the app", by=cast.carla), make.idea("Dark mode for the app")
    reindex()
    client.force_login(cast.tom)
    assert "Dark mode" in client.get(f"/ideas/{a.pk}/merge").content.decode()  # it is similar
    assert "Dark mode" in client.get(f"/ideas/{a.pk}/merge?q=dark").content.decode()
    assert client.get(f"/ideas/{a.pk}/merge/{b.pk}").status_code == 200
    client.post(f"/ideas/{a.pk}/merge/{b.pk}", {"reason": "The same"})
    made = Merge.objects.get()
    assert [(one.title, one.author) for one in merges.joined(b.pk, reader=None)] == [
        ("Night mode for the app", "Carla")
    ]
    assert client.get(f"/ideas/{a.pk}").headers["Location"].startswith(f"/ideas/{b.pk}")
    assert client.post(f"/ideas/{a.pk}/merge/{b.pk}").status_code == 422
    client.post(f"/merges/{made.pk}/undo")
    a.refresh_from_db()
    assert a.state == Idea.State.PUBLISHED
    client.force_login(cast.carla)
    assert client.get(f"/ideas/{a.pk}/merge").status_code == 404


def test_who_brought_a_joined_idea_shares_the_credit(cast: Cast, client: Client) -> None:
    a, b = make.idea("Night mode", by=cast.carla), make.idea("Dark mode", by=cast.otto)
    merges.merge(a, b, by=cast.tom)
    page = client.get(f"/ideas/{b.pk}-dark-mode").content.decode()
    assert "with Carla" in page
    assert f"/ideas/{a.pk}?source=1" in page
    assert "Night mode" in client.get(f"/ideas/{a.pk}?source=1", follow=True).content.decode()


def test_the_dialogue_chooses_what_is_almost_surely_the_same_and_offers_the_rest(cast: Cast) -> None:
    from desireline.listen.search_cards.api import refresh_ideas

    board = make.board()
    titles = ("Round up every card payment", "Round up every card payment", "Round up my savings payment")
    one, same, near = (make.idea(title, on=board, votes=n) for n, title in enumerate(titles))
    refresh_ideas([one.pk, same.pk, near.pk])
    client = Client()
    client.force_login(cast.tom)
    page = client.get(f"/ideas/{one.pk}/merge").content.decode()
    ticked = re.findall(r'name="ids" value="(\d+)" checked', page)
    assert ticked == [str(one.pk), str(same.pk)]
    assert f'name="ids" value="{near.pk}">' in page
    assert f'name="into" value="{same.pk}" checked' in page
    asked = {"ids": [one.pk, same.pk, near.pk], "into": same.pk}
    assert "Merge these ideas?" in client.get("/merges/together", asked).content.decode()
    assert not Merge.objects.exists()
    client.post(
        f"/merges/together?ids={one.pk}&ids={near.pk}&ids={same.pk}&into={same.pk}", {"reason": "Same"}
    )
    assert sorted(Merge.objects.values_list("source", "target", "reason")) == [
        (one.pk, same.pk, "Same"),
        (near.pk, same.pk, "Same"),
    ]
    ids = "&".join(f"m={pk}" for pk in Merge.objects.values_list("pk", flat=True))
    client.post(f"/merges/undo?{ids}")
    assert not Merge.objects.filter(undone_at__isnull=True).exists()
    alone = client.get("/merges/together", {"ids": one.pk, "into": one.pk})
    assert alone["Location"] == f"/ideas/{one.pk}/merge"


def test_what_a_merge_of_several_will_do_counts_everybody_once(cast: Cast) -> None:
    from desireline.listen.merges.reading import preview
    from desireline.listen.votes.api import vote

    board = make.board()
    one, other, target = (make.idea(on=board) for _ in range(3))
    for idea in (one, other):
        vote(idea.pk, cast.carla)
        vote(idea.pk, cast.cora)
    vote(target.pk, cast.cora)
    target.refresh_from_db()
    will = preview([one, other], target)
    assert (will.votes, will.both, will.after) == (1, 1, 2)
