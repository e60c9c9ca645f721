from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from desireline.kit.jobs.api import run_all
from desireline.listen.closeness import learning, near, setup
from desireline.listen.closeness.api import DEFAULT, Judgement, closest, judge, thresholds
from desireline.listen.closeness.models import BoardCloseness
from desireline.listen.closeness.rules import Thresholds, learnt
from desireline.listen.ideas import api
from desireline.listen.ideas.models import Idea
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Kind = Judgement.Kind


def posted(title: str, cast: Cast, on: Any) -> Idea:
    return api.post(on, by=cast.tom, draft=api.Draft(title))


@pytest.fixture
def meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if there was a model; closeness by words stands for closeness by meaning."""
    for module in (near, learning):
        monkeypatch.setattr(module, "model", lambda: "stand-in")


def judged(board: Any, kind: Kind, closeness: float, n: int) -> None:
    ideas = [make.idea(on=board) for _ in range(2)]
    Judgement.objects.bulk_create(
        Judgement(board=board, idea=ideas[0], kind=kind, closeness=closeness) for _ in range(n)
    )


def test_posting_all_the_same_moves_suggestions_up_and_not_the_choice_for_merges() -> None:
    found = learnt([(Kind.POSTED, 0.62)] * 400, DEFAULT)
    assert found.suggest == 0.63
    assert found.preselect == DEFAULT.preselect


def test_merges_taken_back_move_the_choice_up_and_good_ones_below_it_down() -> None:
    assert learnt([(Kind.UNMERGED, 0.82)] * 400, DEFAULT).preselect > 0.8
    assert learnt([(Kind.MERGED, 0.76)] * 400, DEFAULT).preselect < 0.8


def test_few_judgements_move_nothing() -> None:
    assert learnt([(Kind.POSTED, 0.62)] * 19, DEFAULT) == DEFAULT


def test_who_posts_all_the_same_leaves_a_judgement_for_each_line(cast: Cast, client: Client) -> None:
    setup.forget()
    board = make.board()
    near_ones = [
        posted("Round up every card payment", cast, board).pk,
        posted("Round up payments", cast, board).pk,
    ]
    client.force_login(cast.carla)
    sent = {"title": "Round up my payments", "shown": [*near_ones, 999_999_999, "x"]}
    client.post(f"/boards/{board.slug}/new", sent)
    assert not Judgement.objects.exists()  # nobody waited for it
    assert setup.flush() == 2
    new = Idea.objects.latest("pk")
    rows = Judgement.objects.values_list("kind", "idea", "other", "board", "closeness")
    assert sorted(rows) == sorted((Kind.POSTED, pk, new.pk, board.pk, None) for pk in near_ones)


def test_a_later_word_about_a_pair_takes_the_place_of_the_earlier(cast: Cast) -> None:
    one, two = make.idea(), make.idea()
    for kind in (Kind.POSTED, Kind.MERGED):
        judge(kind, one.pk, board_id=one.board_id, other_id=two.pk, by=cast.tom)
    row = Judgement.objects.get()
    assert (row.kind, row.by) == (Kind.MERGED, cast.tom)


def test_the_night_measures_and_forgets_the_words_and_what_was_never_near(cast: Cast, meaning: None) -> None:
    board = make.board()
    idea = posted("Round up every card payment", cast, board)
    judge(Kind.ACCEPTED, idea.pk, board_id=board.pk, words="Round up card payments")
    judge(Kind.ACCEPTED, idea.pk, board_id=board.pk, words="Something else altogether")
    learning.learn()
    row = Judgement.objects.get()
    assert row.words == ""
    assert row.closeness is not None
    assert 0.5 < row.closeness <= 1
    known = BoardCloseness.objects.get()
    assert (known.suggest, known.preselect, known.judged) == (0.6, 0.8, 1)


def test_without_a_model_nothing_is_learnt(cast: Cast) -> None:
    board = make.board()
    judged(board, Kind.POSTED, 0.62, 100)
    assert learning.learn() == 0
    assert thresholds(board.pk) == DEFAULT


def test_the_job_learns_and_suggestions_follow(cast: Cast, meaning: None) -> None:
    board = make.board()
    idea = posted("Round up every card payment", cast, board)
    assert [one.id for one in closest("round up my payment", person=None)] == [idea.pk]
    judged(board, Kind.POSTED, 0.75, 5000)
    from desireline.kit.jobs.api import enqueue

    enqueue("listen.closeness")
    run_all()
    assert thresholds(board.pk).suggest > 0.7
    assert thresholds(None) == DEFAULT
    close = closest("round up my payment", person=None)
    assert all(one.closeness >= thresholds(board.pk).suggest for one in close)


def test_ideas_are_held_against_the_thresholds_of_their_own_board(
    cast: Cast, meaning: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    strict, usual = make.board(), make.board()
    posted("Round up every card payment", cast, strict)
    other = posted("Round up every card payment", cast, usual)
    lines = {strict.pk: Thresholds(0.99, 0.99)}
    monkeypatch.setattr(near, "thresholds", lambda pk: lines.get(pk, Thresholds(0.1, 0.1)))
    found = closest("round up my payment", person=None)
    assert [(one.id, one.sure) for one in found] == [(other.pk, True)]


def test_the_settings_of_a_board_say_what_was_learnt_and_start_anew_with_a_way_back(
    cast: Cast, client: Client, meaning: None
) -> None:
    board = make.board()
    judged(board, Kind.POSTED, 0.62, 400)
    learning.learn()
    client.force_login(cast.stella)
    page = client.get(f"/boards/{board.slug}/edit").content.decode()
    assert "0.63" in page
    assert "400" in page
    answer = client.post(f"/boards/{board.slug}/closeness/reset", follow=True).content.decode()
    assert thresholds(board.pk) == DEFAULT
    assert learning.learn() == 0
    undo = answer.split('action="/team/closeness/undo')[1].split('"')[0].replace("&amp;", "&")
    client.post("/team/closeness/undo" + undo)
    assert thresholds(board.pk).suggest == 0.63
    assert client.post(f"/team/closeness/undo?board={board.slug}&at=nonsense").status_code == 404


def test_closeness_is_nowhere_on_the_page_or_in_its_data(cast: Cast, client: Client) -> None:
    posted("Round up every card payment", cast, make.board())
    for accept in ("text/html", "application/json"):
        answer = client.get("/ideas/close?q=round+up+my+payment", headers={"Accept": accept})
        assert "Round up every card payment" in answer.content.decode()
        assert "closeness" not in answer.content.decode()
