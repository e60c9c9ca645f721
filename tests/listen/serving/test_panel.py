"""Ideas below the outcome that they serve."""

from __future__ import annotations

from django.test import Client

from desireline.futures.outcomes.models import DesiredOutcome
from desireline.listen.ideas.models import Idea, IdeaOutcome
from desireline.listen.serving.panel import MOST, panel
from tests import make
from tests.cast import Cast


def serve(outcome: DesiredOutcome, *ideas: Idea) -> None:
    IdeaOutcome.objects.bulk_create(IdeaOutcome(outcome=outcome, idea=idea) for idea in ideas)


def test_the_most_supported_come_first_and_the_rest_is_one_click_away(cast: Cast, client: Client) -> None:
    outcome, board = make.outcome(), make.board()
    serve(outcome, *(make.idea(f"Serves {n}", on=board, votes=n) for n in range(MOST + 3)))
    found = panel(outcome, None)
    assert found is not None
    assert [idea["support"] for idea in found.context["ideas"]] == list(range(MOST + 2, 2, -1))
    assert found.context["total"] == MOST + 3
    shown = client.get(f"/outcomes/{outcome.slug}").content.decode()
    assert f"/boards/{board.slug}?outcome={outcome.slug}" in shown


def test_nobody_reads_there_what_they_may_not_read_on_the_board(cast: Cast) -> None:
    outcome = make.outcome()
    serve(
        outcome,
        make.idea(on=make.board(audience="staff")),
        make.idea(state=Idea.State.PENDING),
        make.idea(archived=True),
    )
    assert panel(outcome, None) is None
    assert panel(outcome, cast.carla) is None
    for_team = panel(outcome, cast.tom)
    assert for_team is not None
    assert for_team.context["total"] == 1


def test_an_outcome_that_nothing_serves_has_no_panel(cast: Cast) -> None:
    assert panel(make.outcome(), cast.ada) is None
