"""How soon ideas are answered: which ideas, which answers, and what of it is told."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from desireline.kit.options.api import put
from desireline.listen.comments import api as comments
from desireline.listen.comments.models import Comment
from desireline.listen.ideas import api as ideas
from desireline.listen.ideas.models import Idea, StatusChange
from desireline.listen.merges import api as merges
from desireline.prove.recognition import response
from desireline.reach.imports.models import ImportBatch, Imported
from tests import make
from tests.cast import Cast

NOW = timezone.now


def _idea(days: float, **values: Any) -> Idea:
    return make.idea(created=NOW() - timedelta(days=days), **values)


def _moved(idea: Idea, after: float, by: Any, **values: Any) -> None:
    at = idea.created + timedelta(days=after)
    StatusChange.objects.create(
        idea=idea, after=make.status("planned", stage="planned"), by=by, at=at, **values
    )


def _answered(idea: Idea) -> bool:
    return not math.isnan(_moments()[idea.pk][1])


def _moments() -> dict[int, tuple[float, float]]:
    """When each idea came, and when it was answered."""
    found = response.first_response(3, everyone=True)
    return dict(zip(found.ideas.tolist(), zip(found.came, found.answered, strict=True), strict=True))


def test_a_move_an_answer_a_comment_and_a_merge_are_answers(cast: Cast) -> None:
    board = make.board()
    moved, said, talked, joined, target, none = (_idea(9, on=board, by=cast.carla) for _n in range(6))
    _moved(moved, 2, cast.tom)
    ideas.respond(said, by=cast.tom, body="We look at it.")
    comments.post(talked, by=cast.tom, body="Tell us more.")
    merges.merge(joined, target, by=cast.tom, tell=False)
    assert [_answered(one) for one in (moved, said, talked, joined, none)] == [True, True, True, True, False]


def test_words_of_customers_notes_and_what_was_undone_are_none(cast: Cast) -> None:
    idea, noted, undone = (_idea(9, by=cast.carla) for _n in range(3))
    comments.post(idea, by=cast.otto, body="Me too.")
    comments.post(noted, by=cast.tom, body="Ask legal.", internal=True)
    _moved(undone, 1, cast.tom, undone_at=NOW())
    assert [_answered(one) for one in (idea, noted, undone)] == [False, False, False]


def test_an_answer_that_a_merge_carried_away_still_answers_where_it_was_given(cast: Cast) -> None:
    board = make.board()
    small, large = _idea(9, on=board, by=cast.carla), _idea(8, on=board, by=cast.otto)
    comments.post(small, by=cast.tom, body="We hear you.")
    Comment.objects.update(created=small.created + timedelta(days=1))
    merges.merge(small, large, by=cast.tom, tell=False)
    came, answered = _moments()[small.pk]
    assert came == pytest.approx(small.created.timestamp(), abs=1e-5)
    assert answered - came == pytest.approx(86_400, abs=1e-5)
    assert math.isnan(_moments()[large.pk][1])


def test_ideas_of_our_own_people_and_imported_ones_are_left_out(cast: Cast) -> None:
    own, brought, hers = _idea(9, by=cast.tom), _idea(9, by=cast.carla), _idea(9, by=cast.carla)
    batch = ImportBatch.objects.create(name="old.zip", sha256="0" * 64)
    Imported.objects.create(system="fider", kind="idea", source_id="1", object_id=brought.pk, batch=batch)
    assert list(_moments()) == [hers.pk]
    assert own.pk


def test_young_ideas_are_in_no_share(cast: Cast) -> None:
    kept, late, young, quick = (_idea(age, by=cast.carla) for age in (9, 9, 1, 1))
    _moved(kept, 1, cast.tom)
    _moved(late, 7, cast.tom)
    _moved(quick, 0.5, cast.tom)
    whole = response.share(response.first_response(3, everyone=True))
    assert (whole.posted, whole.due, whole.kept, whole.waiting) == (4, 2, 1, 1)
    assert young.pk
    assert whole.interval.low < 0.5 < whole.interval.high


def test_a_board_of_named_people_is_in_nobody_elses_figures(cast: Cast) -> None:
    _idea(9, by=cast.carla, on=make.board(audience="staff"))
    assert not len(response.first_response(3, everyone=True))
    assert not len(response.first_response(3, reader=cast.carla))
    assert len(response.first_response(3, reader=cast.tom)) == 1


def test_what_is_promised_stands_beside_the_form_with_how_it_was_kept(cast: Cast, client: Client) -> None:
    board = make.board()
    client.force_login(cast.carla)

    def page() -> str:
        return client.get(f"/boards/{board.slug}/new").content.decode()

    assert "We answer within 5 days." in page()
    for n in range(20):
        idea = _idea(20, by=cast.carla, on=board)
        if n:
            _moved(idea, 2, cast.tom)
    response.look()
    assert "Lately that held for 19 of 20 ideas." in page()
    put({"response_days": 3})
    assert "We answer within 3 days." in page()
    assert "Lately" not in page()


def test_each_number_opens_to_its_ideas(cast: Cast, client: Client) -> None:
    board = make.board()
    late, kept = _idea(9, by=cast.carla, on=board), _idea(9, by=cast.carla, on=board)
    _moved(kept, 1, cast.tom)
    client.force_login(cast.tom)

    def listed(query: str) -> set[int]:
        page = client.get(f"/team/response?{query}").content.decode().partition('id="ideas"')[2]
        return {one.pk for one in (late, kept) if f"/ideas/{one.pk}-" in page}

    assert listed("") == {late.pk}
    assert listed("only=kept") == {kept.pk}
    assert listed("only=all") == {late.pk, kept.pk}
    assert listed("only=waiting&month=2020-01") == set()
    assert listed(f"only=all&month={timezone.localtime(late.created):%Y-%m}") == {late.pk, kept.pk}
    assert client.get("/team/response?month=x&from=y&only=z").status_code == 200
