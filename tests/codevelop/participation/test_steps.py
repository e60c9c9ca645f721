from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from desireline.codevelop.participation import agreeing, calling, steps
from desireline.codevelop.participation.events import ParticipantChanged
from desireline.codevelop.participation.models import CallAnswer, Participant, ParticipantChange
from desireline.codevelop.participation.rules import STEPS, can
from desireline.codevelop.participation.standing import joined, takes_part
from desireline.codevelop.projects.models import Project
from desireline.kit.errors import Refused
from desireline.kit.events import subscribe
from desireline.people.notices.models import Notice
from desireline.people.roles.rules import Role
from tests import make
from tests.cast import Cast
from tests.codevelop.participation import help as bring

State = Participant.State


@pytest.fixture
def project(cast: Cast) -> Project:
    return make.project("Cards that freeze", by=cast.tom)


def test_an_invitation_is_told_answered_and_left(cast: Cast, project: Project) -> None:
    row = bring.invited(project, cast.carla, by=cast.tom)
    assert row.due == timezone.localdate() + steps.ANSWER_WITHIN
    assert Notice.objects.get(person=cast.carla).url == "/taking-part"
    row = steps.say_yes(row, by=cast.carla)
    assert takes_part(project, cast.carla)
    assert [one.person for one in joined(project)] == [cast.carla]
    row = steps.leave(row, by=cast.carla)
    assert row.ended is not None
    assert not takes_part(project, cast.carla)
    told = Notice.objects.filter(person=cast.tom).order_by("id").values_list("title", flat=True)
    assert [title.split(": ")[1] for title in told] == [
        "Carla takes part",
        "Carla does not take part any more",
    ]
    seen = ParticipantChange.objects.order_by("id").values_list("before", "after")
    assert list(seen) == [("", "invited"), ("invited", "joined"), ("joined", "left")]


def test_nobody_answers_for_another(cast: Cast, project: Project) -> None:
    row = bring.invited(project, cast.carla, by=cast.tom)
    for step in (steps.say_yes, steps.decline):
        with pytest.raises(Refused):
            step(row, by=cast.otto)
    with pytest.raises(Refused):
        bring.invited(project, cast.otto, by=cast.carla)


@pytest.mark.parametrize("state", State.values)
def test_only_the_steps_of_the_table_lead_on(cast: Cast, project: Project, state: str) -> None:
    since = timezone.now() if state == "joined" else None
    Participant.objects.create(project=project, person=cast.carla, state=state, since=since)
    for name, (_before, after) in STEPS.items():
        if can(name, state):
            continue
        with pytest.raises(Refused):
            steps.step(project, cast.carla, name, by=cast.tom)
        assert Participant.objects.get().state == state
        assert after


def test_a_step_is_taken_back_within_a_day_by_who_took_it(cast: Cast, project: Project) -> None:
    row = bring.joined(project, cast.carla, by=cast.tom)
    with pytest.raises(Refused):
        steps.take_back(row, by=cast.tom)
    back = steps.take_back(row, by=cast.carla)
    assert back is not None
    assert back.state == State.INVITED
    ParticipantChange.objects.update(at=timezone.now() - timedelta(days=2))
    with pytest.raises(Refused):
        steps.take_back(row, by=cast.carla)


def test_a_first_invitation_that_is_taken_back_was_never_there(cast: Cast, project: Project) -> None:
    row = bring.invited(project, cast.carla, by=cast.tom)
    assert steps.take_back(row, by=cast.tom) is None
    assert not Participant.objects.exists()


def test_every_step_is_published(cast: Cast, project: Project) -> None:
    heard: list[ParticipantChanged] = []
    subscribe(ParticipantChanged)(heard.append)
    row = bring.joined(project, cast.carla, by=cast.tom)
    mine = [one for one in heard if one.participant == row.pk]
    assert [(one.state, one.person, one.by) for one in mine] == [
        ("invited", cast.carla.pk, cast.tom.pk),
        ("joined", cast.carla.pk, cast.carla.pk),
    ]


def test_who_applies_answers_what_is_asked_and_is_accepted_or_told_why_not(
    cast: Cast, project: Project
) -> None:
    questions = [
        {"text": "Which phone?", "kind": "choice", "choices": ["Old", "New"], "required": True},
        {"text": "Anything else?", "kind": "text"},
    ]
    call = bring.call(project, by=cast.tom, questions=questions)
    which, _more = call.questions.all()
    for wrong in ("", "Round"):
        with pytest.raises(Refused) as refused:
            calling.answer(call, by=cast.carla, answers={which.pk: wrong})
        assert refused.value.field == f"question-{which.pk}"
    assert not Participant.objects.exists()
    row = calling.answer(call, by=cast.carla, answers={which.pk: "Old"})
    assert (row.state, CallAnswer.objects.get().text) == (State.APPLIED, "Old")
    with pytest.raises(Refused):
        steps.refuse(row, by=cast.tom, reason=" ")
    steps.refuse(row, by=cast.tom, reason="We have six with old phones already.")
    assert "six with old phones" in Notice.objects.filter(person=cast.carla).latest("id").text
    steps.accept(row, by=cast.tom)
    assert takes_part(project, cast.carla)
    with pytest.raises(Refused):
        calling.ask(call, [{"text": "Another?"}], by=cast.tom)


def test_a_call_has_as_many_places_as_it_says(cast: Cast, project: Project) -> None:
    call = bring.call(project, by=cast.tom, way="open", places=1)
    calling.answer(call, by=cast.carla, answers={})
    with pytest.raises(Refused):
        calling.answer(call, by=cast.otto, answers={})
    steps.leave(Participant.objects.get(), by=cast.carla)
    calling.answer(call, by=cast.otto, answers={})
    with pytest.raises(Refused):
        steps.take_back(Participant.objects.get(person=cast.carla), by=cast.carla)


@pytest.mark.parametrize("what", ["draft", "closed", "over", "invitation", "audience", "ended"])
def test_a_call_that_is_not_open_to_somebody_is_not_answered(cast: Cast, project: Project, what: str) -> None:
    values = {"way": "invitation"} if what == "invitation" else {}
    call = bring.call(project, by=cast.tom, opened=what != "draft", **values)
    if what == "closed":
        calling.close(call, by=cast.tom)
    elif what == "over":
        calling.change(call, by=cast.tom, until=timezone.localdate() - timedelta(days=1))
    elif what == "audience":
        calling.change(call, by=cast.tom, audience=bring.segment("North", region="north"))
    elif what == "ended":
        Project.objects.update(state="stopped", stage=None)
    with pytest.raises(Refused):
        calling.answer(call, by=cast.carla, answers={})
    assert not Participant.objects.exists()


def test_a_call_opens_and_goes_back(cast: Cast, project: Project) -> None:
    call = bring.call(project, by=cast.tom, opened=False)
    calling.open_call(call, by=cast.tom)
    assert calling.is_open(call)
    calling.close(call, by=cast.tom)
    assert not calling.is_open(call)
    calling.open_call(call, by=cast.tom)
    calling.unopen(call, by=cast.tom)
    assert call.opened_at is None
    with pytest.raises(Refused):
        calling.close(call, by=cast.tom)


def test_nobody_is_asked_into_a_confidential_project_without_an_agreement(cast: Cast) -> None:
    project = make.project("Operation Lantern", by=cast.tom, confidential=True)
    with pytest.raises(Refused):
        bring.invited(project, cast.carla, by=cast.tom)
    with pytest.raises(Refused):
        bring.call(project, by=cast.tom)
    version = bring.agreement(None, by=cast.stella)
    row = bring.joined(project, cast.carla, by=cast.tom)
    assert not takes_part(project, cast.carla)
    with pytest.raises(Refused):
        agreeing.accept_version(row, version, by=cast.carla, typed_name=" ")
    agreeing.accept_version(row, version, by=cast.carla, typed_name="Carla")
    assert takes_part(project, cast.carla)
    agreeing.end(version.agreement, by=cast.stella)
    assert not takes_part(project, cast.carla)


def test_new_words_are_accepted_anew_and_the_old_ones_stay(cast: Cast, project: Project) -> None:
    first = bring.agreement(project, by=cast.tom)
    row = bring.joined(project, cast.carla, by=cast.tom)
    agreeing.accept_version(row, first, by=cast.carla, typed_name="Carla")
    second = agreeing.new_version(first.agreement, by=cast.tom, text="Keep it to yourself, and your dog.")
    assert second.number == 2
    assert not takes_part(project, cast.carla)
    assert Notice.objects.filter(person=cast.carla, kind="to_accept").count() == 1
    with pytest.raises(Refused):
        agreeing.new_version(first.agreement, by=cast.tom, text="Keep it to yourself, and your dog.")
    agreeing.accept_version(row, second, by=cast.carla, typed_name="Carla")
    assert takes_part(project, cast.carla)
    assert first.acceptances.count() == 1


def test_what_somebody_blocked_took_part_in_is_shut(cast: Cast, project: Project) -> None:
    bring.joined(project, cast.carla, by=cast.tom)
    cast.carla.is_active = False
    cast.carla.save()
    assert not takes_part(project, cast.carla)
    assert not joined(project).exists()


def test_agreements_for_all_projects_are_a_stewards(cast: Cast) -> None:
    with pytest.raises(Refused):
        bring.agreement(None, by=cast.tom)
    assert cast.tom.role == Role.TEAM
