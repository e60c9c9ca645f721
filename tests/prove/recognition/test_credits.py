"""Whom a release came from: found from rows, whatever was merged and taken back."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from desireline.codevelop.participation.models import Participant
from desireline.codevelop.projects import api as projects
from desireline.codevelop.sessions.models import Observation, Session, SessionGuest
from desireline.codevelop.work import api as work
from desireline.listen.comments import api as comments
from desireline.listen.ideas.models import Idea
from desireline.listen.merges import api as merges
from desireline.listen.votes.api import vote
from desireline.people.profile.api import erase
from desireline.prove.recognition import api as recognition
from desireline.prove.recognition.evidence import shown_of
from desireline.prove.recognition.models import Credit, Release
from desireline.understand.leads.api import nominate
from tests import make
from tests.cast import Cast
from tests.codevelop.gates.help import rate
from tests.prove.recognition.help import draft, published, real, undone


def _roles(release: Release) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for person, role in Credit.objects.filter(release=release).values_list("person_id", "role"):
        found.setdefault(person, set()).add(role)
    return found


def test_each_gets_the_roles_that_the_rows_show(cast: Cast) -> None:
    dora, fred = make.person("Dora"), make.person("Fred")
    idea = make.idea(by=cast.carla)
    comments.post(idea, by=cast.cora, body="It would help me at the till as well.")
    vote(idea.pk, fred)
    project = make.project(by=cast.tom, ideas=[idea.pk], shown=True)
    question = work.ask(project, by=cast.tom, text="When did you lose it?", in_showcase=True)
    work.answer(question, by=dora, text="In May")
    rate(project, by=cast.stella)
    nominate(cast.otto, by=cast.tom, person=dora)
    release = real(project, by=cast.tom)
    assert _roles(release) == {
        cast.carla.pk: {"spotter"},
        cast.cora.pk: {"refiner"},
        dora.pk: {"tester"},
        cast.stella.pk: {"reviewer"},
        cast.otto.pk: {"connector"},
    }
    assert release.supporters == 1
    assert set(release.credits.filter(staff=True).values_list("person_id", flat=True)) == {cast.stella.pk}


def test_who_wrote_a_merged_duplicate_saw_it_first_too(cast: Cast) -> None:
    board = make.board()
    small, large = make.idea(on=board, by=cast.carla), make.idea(on=board, by=cast.otto)
    merges.merge(small, large, by=cast.tom, tell=False)
    assert _roles(draft(cast.tom, ideas=(large,))) == {cast.carla.pk: {"spotter"}, cast.otto.pk: {"spotter"}}


def test_notes_of_the_team_and_what_is_hidden_credit_nobody(cast: Cast) -> None:
    idea, spam = make.idea(), make.idea(by=cast.otto)
    Idea.objects.filter(pk=spam.pk).update(state=Idea.State.SPAM)
    comments.post(idea, by=cast.tom, body="Ask legal first.", internal=True)
    assert _roles(draft(cast.tom, ideas=(idea, spam))) == {}


def test_a_draft_goes_with_the_release_that_is_taken_back_and_comes_anew(cast: Cast) -> None:
    release = draft(cast.tom)
    undone(release.project, by=cast.tom)
    assert not Release.objects.exists()
    assert real(release.project, by=cast.tom).published is None


def test_what_was_published_stays_but_is_shown_to_nobody_while_it_is_not_real(cast: Cast) -> None:
    release = published(cast.tom)
    undone(release.project, by=cast.tom)
    assert Release.objects.filter(pk=release.pk).exists()
    for person in (None, cast.carla, cast.tom):
        assert not Release.objects.visible_to(person).exists()
    real(release.project, by=cast.tom)
    assert Release.objects.on_the_wall(None).get().published == release.published


def test_evidence_leads_to_what_its_reader_may_see_and_to_nothing_else(cast: Cast) -> None:
    inside = make.board(audience="staff")
    idea, hidden = make.idea("Freeze it", by=cast.carla), make.idea("Hidden wish", by=cast.carla, on=inside)
    project = make.project(by=cast.tom, ideas=[idea.pk, hidden.pk], shown=True)
    question = work.ask(project, by=cast.tom, text="When did you lose it?", in_showcase=True)
    work.answer(question, by=cast.carla, text="In May")
    wanted = {(cast.carla.pk, "spotter"), (cast.carla.pk, "tester")}

    def texts(reader: object) -> set[str]:
        found = shown_of(project, reader, wanted)  # type: ignore[arg-type]
        return {one.text for rows in found.values() for one in rows}

    assert texts(None) == texts(cast.otto) == {"Freeze it"}
    assert texts(cast.carla) == {"Freeze it", "When did you lose it?"}
    assert texts(cast.tom) == {"Freeze it", "Hidden wish", "When did you lose it?"}


def test_who_was_erased_is_counted_and_named_no_more(cast: Cast) -> None:
    idea = make.idea(by=cast.carla)
    recognition.choose(cast.carla, choice="named")
    release = published(cast.tom, ideas=(idea,), told=True)
    recognition.thank(release, text="Thank you", by=cast.tom)
    erase(cast.carla)
    assert release.credits.count() == 1
    assert recognition.choices_of([cast.carla.pk]) == {}
    assert not release.told.filter(person=cast.carla).exists()
    erase(cast.tom)
    assert not release.notes.exists()


def test_a_dropped_origin_takes_credits_from_a_draft_but_not_from_what_is_published(cast: Cast) -> None:
    idea = make.idea(by=cast.carla)
    release = draft(cast.tom, ideas=(idea,))
    projects.drop_origin(release.project.origins.get(), by=cast.tom)
    recognition.gather(release)
    assert not release.credits.exists()
    projects.add_origin(release.project, by=cast.tom, idea=idea)
    recognition.change(release, by=cast.tom, story="It is real.")
    release = recognition.publish(release, by=cast.tom)
    projects.drop_origin(release.project.origins.get(), by=cast.tom)
    recognition.gather(release)
    assert release.credits.count() == 1


def test_who_came_to_a_session_and_who_noted_it_tried_it_out(cast: Cast) -> None:
    project = make.project(by=cast.tom, shown=True)
    now = timezone.now()
    assert project.stage
    met = Session.objects.create(
        project=project, stage=project.stage, technique="interview", title="At the till", starts=now,
        ends=now + timedelta(hours=1),
    )  # fmt: skip
    for person, state in ((cast.carla, "came"), (cast.otto, "missed")):
        participant = Participant.objects.create(project=project, person=person, state="joined", since=now)
        SessionGuest.objects.create(session=met, participant=participant, state=state)
    Observation.objects.create(session=met, text="She looks for the button.", by=cast.stella)
    release = real(project, by=cast.tom)
    assert _roles(release) == {cast.carla.pk: {"tester"}, cast.stella.pk: {"tester"}}
    wanted = {(cast.carla.pk, "tester")}
    assert shown_of(project, cast.otto, wanted) == {}
    assert shown_of(project, cast.carla, wanted)[(cast.carla.pk, "tester")][0].url == ""
    assert shown_of(project, cast.tom, wanted)[(cast.carla.pk, "tester")][0].url == f"/sessions/{met.pk}"
