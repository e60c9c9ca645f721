from __future__ import annotations

import pytest

from desireline.engines.search.api import Query, catch_up, query, reindex, tokens_of
from desireline.kit.jobs.api import run_all
from desireline.listen.boards.models import Board
from desireline.listen.closeness.api import closest
from desireline.listen.ideas import api as ideas
from desireline.listen.ideas.models import Idea
from desireline.listen.merges import api as merges
from desireline.listen.search_cards.api import refresh_ideas, renew_weights
from desireline.listen.tags.models import IdeaTag, Tag
from desireline.people.audiences.api import basic, forget
from desireline.people.identity.models import Person
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def found(text: str, person: Person | None = None) -> list[int]:
    return [hit.id for hit in query(Query(text, tokens_of(person), types=("idea",))).hits]


def posted(title: str, *, on: Board, by: Person, body: str = "") -> Idea:
    return ideas.post(on, by=by, draft=ideas.Draft(title=title, body=body))


def test_a_posted_idea_is_found_in_the_same_moment(cast: Cast) -> None:
    make.status()
    idea = posted(
        "Dark theme at night", on=make.board(), by=cast.cora, body="**Bold** words about _evenings_"
    )
    assert found("dark") == [idea.pk]
    assert found("evenings") == [idea.pk]


def test_a_waiting_idea_is_found_by_its_author_and_the_team(cast: Cast) -> None:
    make.status()
    idea = make.idea("Secret lantern", on=make.board(), by=cast.otto, state=Idea.State.PENDING)
    refresh_ideas([idea.pk])
    assert found("lantern", cast.otto) == [idea.pk] == found("lantern", cast.tom)
    assert found("lantern") == found("lantern", cast.carla) == found("lantern", cast.bob) == []


@pytest.mark.parametrize("state", [Idea.State.HIDDEN, Idea.State.SPAM])
def test_hidden_ideas_are_found_by_nobody(cast: Cast, state: int) -> None:
    idea = make.idea("Secret lantern", by=cast.otto)
    refresh_ideas([idea.pk])
    assert found("lantern") == [idea.pk]
    Idea.objects.filter(pk=idea.pk).update(state=state)
    refresh_ideas([idea.pk])
    for person in (None, cast.otto, cast.tom, cast.ada):
        assert found("lantern", person) == []


def test_a_merged_idea_leaves_and_comes_back(cast: Cast) -> None:
    board = make.board()
    source, target = make.idea("Violet lantern", on=board), make.idea("Violet lamp", on=board)
    refresh_ideas([source.pk, target.pk])
    merge = merges.merge(source, target, by=cast.tom)
    assert found("violet") == [target.pk]
    merges.undo(merge, by=cast.tom)
    assert sorted(found("violet")) == sorted([source.pk, target.pk])


def test_the_official_response_is_found_until_it_is_withdrawn(cast: Cast) -> None:
    idea = make.idea("Violet lamp")
    ideas.respond(idea, "We plan a *marigold* edition.", by=cast.tom)
    assert found("marigold") == [idea.pk]
    ideas.withdraw_response(idea, by=cast.tom)
    assert found("marigold") == []


def test_tags_are_found_but_not_the_internal_ones(cast: Cast) -> None:
    idea = make.idea("Violet lamp")
    for name, internal in (("Lighting", False), ("Churnrisk", True)):
        IdeaTag.objects.create(
            tag=Tag.objects.create(slug=name.lower(), name=name, internal=internal), idea=idea
        )
    assert found("lighting") == [idea.pk]
    assert found("churnrisk", cast.tom) == []


def test_when_a_board_moves_to_another_audience_its_ideas_follow(cast: Cast) -> None:
    board = make.board()
    idea = make.idea("Violet lamp", on=board)
    refresh_ideas([idea.pk])
    board.audience = basic("staff")
    forget()
    board.save()
    run_all()
    assert found("violet") == found("violet", cast.carla) == []
    assert found("violet", cast.tom) == [idea.pk]


def test_an_archived_board_takes_its_ideas_out(cast: Cast) -> None:
    from desireline.listen.boards import api as boards

    board = make.board()
    idea = make.idea("Violet lamp", on=board)
    refresh_ideas([idea.pk])
    boards.archive(board, by=cast.ada)
    run_all()
    assert found("violet", cast.ada) == []


def test_the_late_check_hides_what_the_index_does_not_know_yet(cast: Cast) -> None:
    board = make.board()
    idea = make.idea("Violet lamp with a long cord", on=board)
    refresh_ideas([idea.pk])
    catch_up()
    Board.objects.filter(pk=board.pk).update(audience=basic("staff"))
    forget()
    assert found("violet") == [idea.pk]
    assert closest("violet lamp with cord", person=None) == []


def test_closest_says_how_ideas_stand_and_waits_for_three_words(cast: Cast) -> None:
    board, other = make.board(), make.board()
    idea = make.idea(
        "Export transactions to a spreadsheet", on=board, votes=7, comments=2, body="For my *accountant*."
    )
    twin = make.idea("Export transactions to a table", on=other)
    refresh_ideas([idea.pk, twin.pk])
    best = closest("download transactions into Excel", person=None)[0]
    assert (best.id, best.support, best.comments, best.board, best.open) == (idea.pk, 7, 2, board.name, True)
    assert closest("transactions export", person=None) == []
    assert [one.id for one in closest("export transactions now", person=None, board=other)] == [twin.pk]
    assert [one.id for one in closest("export transactions now", person=None, skip=[idea.pk])] == [twin.pk]


def test_reindex_brings_all_and_drops_what_is_gone(cast: Cast) -> None:
    idea = make.idea("Violet lamp")
    make.outcome("Minimise the time it takes to find a lamp")
    gone = make.idea("Violet ghost")
    refresh_ideas([gone.pk])
    Idea.objects.filter(pk=gone.pk)._raw_delete("default")
    steps: list[int] = []
    reindex(tell=lambda done, every, note: steps.append(done))
    assert found("violet") == [idea.pk]
    assert steps
    Idea.objects.filter(pk=idea.pk).update(votes=40)
    assert renew_weights() == 1
