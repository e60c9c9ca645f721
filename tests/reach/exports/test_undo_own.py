"""What people did since on what our own export brought stays when the import is undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from desireline.codevelop.projects.models import Project, ProjectMember, Visit
from desireline.codevelop.stages.models import Criterion, Stage
from desireline.codevelop.work.models import Answer, Question
from desireline.engines.search.api import catch_up, sources
from desireline.engines.search.choose import engine
from desireline.futures.outcomes.api import rate
from desireline.futures.outcomes.models import DesiredOutcome, Rating
from desireline.kit.counters.api import recount_all
from desireline.kit.jobs.api import Progress, run_all
from desireline.listen.boards.models import Board
from desireline.listen.comments import api as comments
from desireline.listen.ideas.models import Idea
from desireline.listen.merges import api as merges
from desireline.listen.votes import api as votes
from desireline.listen.votes.models import Vote
from desireline.people.identity.models import Person
from desireline.reach.exports.writing import write
from desireline.reach.imports import page, running, undoing
from desireline.reach.imports.models import ImportBatch
from tests import make
from tests.cast import Cast
from tests.reach.exports.test_round import empty

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved(cast: Cast, tmp_path: Path) -> tuple[ImportBatch, Cast]:
    """Three ideas (one merged into another), an outcome with a rating, in an instance that was empty but for our cast."""
    board = make.board("Wishes")
    one, two, three = (make.idea(f"Wish {n}", on=board, by=cast.carla) for n in range(3))
    votes.vote(one.pk, cast.otto)
    votes.vote(two.pk, cast.otto)
    votes.vote(three.pk, cast.cora)
    comments.post(two, by=cast.cora, body="Yes please")
    merges.merge(two, one, by=cast.tom, tell=False)
    outcome = make.outcome()
    rate(outcome, by=cast.otto, importance=4, satisfaction=2)
    project = make.project("Try it out", by=cast.tom, under=outcome)
    Question.objects.create(project=project, stage=project.stage, text="Does it help?", by=cast.tom)
    run_all()
    write(tmp_path / "own.zip", progress=Progress())
    empty()
    for person in (cast.ada, cast.carla, cast.tom):  # who is here finds themselves in the file
        person.account = None
        person.save(force_insert=True)
    batch = running.start([tmp_path / "own.zip"], by=cast.ada)
    running.carry_out(batch, [tmp_path / "own.zip"], by=cast.ada, progress=Progress())
    run_all()
    assert Idea.objects.count() == 3
    return batch, cast


def _found() -> set[str]:
    """Types of what can be found."""
    catch_up()
    return {name for name in sources().names() if engine().keys(name)}


def _undo(batch: ImportBatch, by: Person) -> None:
    undoing.undo(batch, by=by, progress=Progress())
    run_all()
    assert not any(wrong for _, wrong in recount_all(Progress()).values())


def test_nothing_stays_where_nobody_did_anything(moved: tuple[ImportBatch, Cast]) -> None:
    batch, cast = moved
    assert _found() == {"future", "idea", "outcome", "project"}
    told = page.undoing_of(batch)
    assert told["stays"] == 0
    assert {("Ideas", 3), ("Votes", 3), ("Outcomes", 1), ("Ratings", 1), ("Projects", 1)} <= set(
        told["going"]
    )
    assert not any("_" in name for name, _number in told["going"])
    _undo(batch, cast.ada)
    assert not Idea.objects.exists()
    assert not Vote.objects.exists()
    assert not DesiredOutcome.objects.exists()
    assert not Project.objects.exists()
    assert not Stage.objects.exists()
    assert not _found()
    assert set(Person.objects.values_list("name", flat=True)) == {"Ada", "Carla", "Tom"}


def test_an_idea_that_was_voted_for_stays_with_all_that_is_on_it(moved: tuple[ImportBatch, Cast]) -> None:
    batch, cast = moved
    one, two = Idea.objects.get(title="Wish 0"), Idea.objects.get(title="Wish 1")
    votes.vote(one.pk, cast.carla)
    shown = page.undoing_of(batch)
    assert {row["idea"].pk: row["why"] for row in shown["ideas"]} == {
        one.pk: "votes",
        two.pk: "merged with one that stays",
    }
    _undo(batch, cast.ada)
    assert set(Idea.objects.all()) == {one, two}
    one.refresh_from_db()
    assert set(Vote.objects.filter(idea=one).values_list("person__name", flat=True)) == {"Otto", "Carla"}
    assert (one.votes, one.comments) == (2, 1)
    assert set(Board.objects.values_list("name", flat=True)) == {"Wishes"}
    assert set(Person.objects.values_list("name", flat=True)) == {"Ada", "Carla", "Tom", "Otto", "Cora"}
    assert not DesiredOutcome.objects.exists()
    assert batch.counts["undone"]["idea.kept"] == 2


def test_a_comment_keeps_an_idea(moved: tuple[ImportBatch, Cast]) -> None:
    batch, cast = moved
    three = Idea.objects.get(title="Wish 2")
    comments.post(three, by=cast.carla, body="Me too")
    _undo(batch, cast.ada)
    assert list(Idea.objects.all()) == [three]


def test_a_new_idea_keeps_its_board(moved: tuple[ImportBatch, Cast]) -> None:
    batch, cast = moved
    mine = make.idea("Mine", on=Board.objects.get(name="Wishes"), by=cast.carla)
    _undo(batch, cast.ada)
    assert list(Idea.objects.all()) == [mine]


def test_an_outcome_that_was_rated_stays_with_its_ratings(moved: tuple[ImportBatch, Cast]) -> None:
    batch, cast = moved
    outcome = DesiredOutcome.objects.get()
    rate(outcome, by=cast.carla, importance=5, satisfaction=1)
    _undo(batch, cast.ada)
    assert set(Rating.objects.values_list("person__name", flat=True)) == {"Otto", "Carla"}
    assert outcome.future_id is not None
    assert not Idea.objects.exists()


def test_a_project_that_somebody_answered_stays_with_all_that_it_needs(
    moved: tuple[ImportBatch, Cast],
) -> None:
    batch, cast = moved
    project, question = Project.objects.get(), Question.objects.get()
    Answer.objects.create(question=question, person=cast.carla, text="Very much")
    _undo(batch, cast.ada)
    project.refresh_from_db()
    assert (project.stage, project.outcome) == (
        Stage.objects.get(slug="planning"),
        DesiredOutcome.objects.get(),
    )
    assert Visit.objects.filter(project=project).count() == ProjectMember.objects.count() == 1
    assert Answer.objects.get().question == question
    assert Criterion.objects.exists()
    assert not Idea.objects.exists()


def test_a_vote_that_comes_while_it_runs_keeps_the_idea(
    moved: tuple[ImportBatch, Cast], monkeypatch: pytest.MonkeyPatch
) -> None:
    batch, cast = moved
    three = Idea.objects.get(title="Wish 2")
    ideas = undoing.life.ideas

    def looked(batch: ImportBatch) -> set[int]:
        found = ideas(batch)
        votes.vote(three.pk, cast.carla)
        return found

    monkeypatch.setattr(undoing.life, "ideas", looked)
    _undo(batch, cast.ada)
    assert list(Idea.objects.all()) == [three]
    assert Vote.objects.count() == 2
