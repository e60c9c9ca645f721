from __future__ import annotations

from typing import Any

import pytest

from desireline.codevelop.gates import api as gates
from desireline.codevelop.projects.models import Project
from desireline.codevelop.stages.api import stages
from desireline.codevelop.work import api as work
from desireline.codevelop.work import asking, making, own
from desireline.codevelop.work.access import ASKED
from desireline.codevelop.work.models import Answer, Artefact, Assumption, Change
from desireline.kit.errors import Refused
from desireline.people.notices.models import Notice
from desireline.people.profile.api import erase
from tests import make
from tests.cast import Cast


@pytest.fixture
def project(cast: Cast) -> Project:
    return make.project("Cards that freeze", by=cast.tom, shown=True)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "link"}, "url"),
        ({"kind": "picture"}, "upload"),
        ({"kind": "film", "url": "https://example.org/film"}, "url"),
        ({"kind": "page", "url": "http://example.org/"}, "url"),
        ({"kind": "else", "url": "https://example.org/"}, "kind"),
        ({"kind": "link", "url": "https://example.org/", "title": " "}, "title"),
        ({"kind": "link", "url": "https://example.org/", "stage": 99}, "stage"),
    ],
)
def test_an_artefact_has_what_its_kind_needs(
    cast: Cast, project: Project, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        work.add_artefact(project, by=cast.tom, **({"title": "Sketch"} | values))
    assert refused.value.field == field
    assert not Artefact.objects.exists()


def test_what_is_taken_away_comes_back(cast: Cast, project: Project) -> None:
    made = work.add_artefact(project, by=cast.tom, kind="link", title="Sketch", url="https://example.org/")
    making.remove_artefact(made, by=cast.tom)
    assert work.work_of(project, cast.tom).empty
    making.restore_artefact(made, by=cast.tom)
    assert not work.work_of(project, cast.tom).empty


def test_things_lie_in_their_stage_the_newest_stage_first(cast: Cast, project: Project) -> None:
    work.assume(project, by=cast.tom, text="They lose cards on weekends")
    gates.decide(project, verdict="go", reason="Go.", version=project.version, by=cast.stella, anyway=True)
    project.refresh_from_db()
    work.assume(project, by=cast.tom, text="They will freeze it themselves", risk=5)
    work.assume(project, by=cast.tom, text="They know the number", stage=stages()[0].pk)
    found = work.work_of(project, cast.tom).stages
    assert [(one.stage.slug, one.here, one.count) for one in found] == [
        ("idea", True, 1),
        ("planning", False, 2),
    ]
    with pytest.raises(Refused):
        work.assume(project, by=cast.tom, text="Too early", stage=stages()[3].pk)


def test_an_assumption_is_settled_with_what_was_seen(cast: Cast, project: Project) -> None:
    made = work.assume(project, by=cast.tom, text="They will freeze it themselves", test="Ask ten", risk=4)
    with pytest.raises(Refused):
        work.settle(made, by=cast.tom, holds=False, result=" ")
    work.settle(made, by=cast.tom, holds=False, result="Seven of ten called us.")
    made.refresh_from_db()
    assert (made.state, made.result) == ("fails", "Seven of ten called us.")
    work.reopen(made, by=cast.tom)
    assert (Assumption.objects.get().state, Assumption.objects.get().closed_at) == ("open", None)
    with pytest.raises(Refused):
        work.assume(project, by=cast.tom, text="x", risk=6)


def test_one_answer_each_that_can_be_changed(cast: Cast, project: Project) -> None:
    question = work.ask(project, by=cast.tom, text="When did you last lose it?", in_showcase=True)
    work.answer(question, by=cast.carla, text="In May")
    work.answer(question, by=cast.carla, text="In June")
    assert Answer.objects.get().text == "In June"
    told = Notice.objects.filter(kind="project_answer")
    assert [notice.person for notice in told] == [cast.tom]
    work.take_back_answer(question, by=cast.carla)
    assert not Answer.objects.exists()


def test_who_is_not_asked_does_not_answer(
    cast: Cast, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = work.ask(project, by=cast.tom, text="Only for those who test")
    with pytest.raises(Refused, match="closed"):
        work.answer(inside, by=cast.carla, text="Me too")
    monkeypatch.setitem(ASKED._items, "test", lambda _project, person: person == cast.carla)
    work.answer(inside, by=cast.carla, text="I test it")
    with pytest.raises(Refused):
        work.answer(inside, by=cast.otto, text="I do not")
    asking.close_question(inside, by=cast.tom)
    with pytest.raises(Refused):
        work.answer(inside, by=cast.carla, text="Late")
    asking.open_question(inside, by=cast.tom)
    work.answer(inside, by=cast.carla, text="In time")


def test_a_confidential_project_asks_nobody_in_the_showcase(cast: Cast) -> None:
    secret = make.project(by=cast.tom, shown=True, confidential=True)
    question = work.ask(secret, by=cast.tom, text="Secret?", in_showcase=True)
    with pytest.raises(Refused):
        work.answer(question, by=cast.carla, text="Yes")


def test_words_that_people_answered_stay(cast: Cast, project: Project) -> None:
    question = work.ask(project, by=cast.tom, text="When?", in_showcase=True)
    asking.change_question(question, by=cast.tom, text="How often?")
    work.answer(question, by=cast.carla, text="Weekly")
    with pytest.raises(Refused, match="Ask anew"):
        asking.change_question(question, by=cast.tom, text="How much?")
    asking.change_question(question, by=cast.tom, in_showcase=False)
    assert not question.in_showcase


def test_who_answered_is_told_what_changed(cast: Cast, project: Project) -> None:
    question = work.ask(project, by=cast.tom, text="What is hard?", in_showcase=True)
    work.answer(question, by=cast.carla, text="Finding it")
    work.answer(question, by=cast.otto, text="Waiting")
    Notice.objects.all().delete()
    made = work.note_change(
        project,
        by=cast.tom,
        said="It is hard to find",
        changed="It is on the first page",
        question=question.pk,
    )
    told = Notice.objects.filter(kind="project_change").values_list("person", "text")
    assert set(told) == {(cast.carla.pk, made.changed), (cast.otto.pk, made.changed)}


def test_a_change_of_another_projects_question_does_not_count(cast: Cast, project: Project) -> None:
    other = work.ask(make.project(by=cast.tom), by=cast.tom, text="When?")
    made = work.note_change(project, by=cast.tom, said="A", changed="B", question=other.pk)
    assert made.question is None
    asking.remove_change(made, by=cast.tom)
    assert work.work_of(project, cast.tom).empty
    asking.restore_change(made, by=cast.tom)
    assert Change.objects.get().removed_at is None


def test_customers_make_nothing(cast: Cast, project: Project) -> None:
    for deed in (
        lambda: work.ask(project, by=cast.carla, text="Why?"),
        lambda: work.assume(project, by=cast.carla, text="So it is"),
        lambda: work.note_change(project, by=cast.carla, said="A", changed="B"),
        lambda: work.add_artefact(project, by=cast.carla, kind="link", title="A", url="https://example.org"),
    ):
        with pytest.raises(Refused):
            deed()


def test_answers_are_taken_along_and_go_with_the_person(cast: Cast, project: Project) -> None:
    question = work.ask(project, by=cast.tom, text="When?", in_showcase=True)
    work.answer(question, by=cast.carla, text="On Mondays")
    assert next(iter(own.project_answers(cast.carla)))["text"] == "On Mondays"
    assert [row["text"] for row in own.project_work(cast.tom)] == ["When?"]
    erase(cast.carla)
    assert not Answer.objects.exists()
