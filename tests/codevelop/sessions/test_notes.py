from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.utils import timezone

from desireline.codevelop.participation.events import ConsentWithdrawn
from desireline.codevelop.participation.models import Consent, Participant
from desireline.codevelop.sessions import finding, noting
from desireline.codevelop.sessions.models import Observation, Session
from desireline.codevelop.work.api import Assumption, Change, assume
from desireline.kit.errors import Refused
from desireline.kit.events import publish
from desireline.people.profile.api import EXPORTERS, erase
from tests import make
from tests.cast import Cast
from tests.codevelop.sessions.help import consent, guest, joins, scenario, session

SECRET = "PURPLEUMBRELLA"


def _withdraw(participant: Participant) -> None:
    Consent.objects.filter(participant=participant).update(withdrawn_at=timezone.now())
    publish(ConsentWithdrawn(participant.pk, "notes"))


def test_a_note_about_somebody_needs_their_consent(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    row, carla = session(project, by=cast.tom), joins(project, cast.carla)
    seat = guest(row, carla)
    with pytest.raises(Refused):
        noting.note(row, by=cast.tom, text="She sighs", guest=seat.pk)
    consent(carla)
    assert noting.note(row, by=cast.tom, text="She sighs", guest=seat.pk).guest == seat


def test_withdrawn_words_are_read_by_nobody_and_are_counted(client: Client, cast: Cast) -> None:
    project = make.project(by=cast.tom)
    row, carla = session(project, by=cast.tom), joins(project, cast.carla, consents=True)
    seat = guest(row, carla, "came")
    note = noting.note(row, by=cast.tom, text=f"Lost my {SECRET}", guest=seat.pk)
    noting.note(row, by=cast.tom, text="It rained")
    finding.find(row, by=cast.tom, text="People lose things", observations=[note.pk])
    client.force_login(cast.tom)
    addresses = [
        f"/sessions/{row.pk}", f"/sessions/{row.pk}/notes", f"/sessions/{row.pk}/export.csv",
        f"/sessions/{row.pk}/export.md", f"/sessions/{row.pk}/findings/new",
    ]  # fmt: skip
    read = lambda: [SECRET in client.get(one).content.decode() for one in addresses]  # noqa: E731
    assert read() == [True] * 5
    assert noting.hidden(row) == 0
    version = Session.objects.get().notes_version
    _withdraw(carla)
    assert read() == [False] * 5
    assert noting.hidden(row) == 1
    assert Session.objects.get().notes_version == version + 1
    assert "1 note is hidden" in client.get(f"/sessions/{row.pk}").content.decode()
    for person in (cast.tom, cast.carla):
        assert not any(SECRET in str(dict(one)) for export in EXPORTERS for one in export(person))
    consent(carla)
    assert read() == [True] * 5


def test_rewriting_a_finding_keeps_evidence_that_is_hidden(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    row, carla = session(project, by=cast.tom), joins(project, cast.carla, consents=True)
    note = noting.note(row, by=cast.tom, text="Lost it", guest=guest(row, carla).pk)
    found = finding.find(row, by=cast.tom, text="People lose things", observations=[note.pk])
    _withdraw(carla)
    finding.rewrite(found, by=cast.tom, text="They lose things", strength=3, observations=[])
    assert list(found.observations.all()) == [note]


def test_erased_people_take_their_words_with_them(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    row, carla = session(project, by=cast.tom), joins(project, cast.carla, consents=True)
    noting.note(row, by=cast.tom, text=SECRET, guest=guest(row, carla).pk)
    noting.note(row, by=cast.tom, text="It rained")
    erase(cast.carla)
    assert [one.text for one in Observation.objects.all()] == ["It rained"]


def test_several_take_notes_and_the_list_asks_for_what_is_new(client: Client, cast: Cast) -> None:
    project = make.project(by=cast.tom)
    row = session(project, by=cast.tom)
    client.force_login(cast.stella)
    assert client.get(f"/sessions/{row.pk}/notes", {"v": "0"}).status_code == 204
    noting.note(row, by=cast.tom, text="First")
    answer = client.get(f"/sessions/{row.pk}/notes", {"v": "0"})
    assert "First" in answer.content.decode()
    saved = client.post(f"/sessions/{row.pk}/note", {"text": "Second"}, headers={"HX-Request": "true"})
    assert "First" in saved.content.decode()
    assert "Second" in saved.content.decode()
    assert (
        client.post(f"/sessions/{row.pk}/note", {"text": " "}, headers={"HX-Request": "true"}).status_code
        == 422
    )
    assert Observation.objects.count() == 2


def test_tags_are_those_of_the_future_and_of_the_scenario_and_filter(client: Client, cast: Cast) -> None:
    project = make.project(by=cast.tom)
    told = scenario(project)
    row = session(project, by=cast.tom, scenario=told.pk)
    first = told.steps.all()[0]
    note = noting.note(row, by=cast.tom, text="Where is it", step=first.pk, outcome=project.outcome_id)
    other = noting.note(row, by=cast.tom, text="Elsewhere", step=10**9, outcome=make.outcome().pk)
    assert (note.step, note.outcome) == (first, project.outcome)
    assert (other.step, other.outcome) == (None, None)
    client.force_login(cast.tom)
    page = client.get(f"/sessions/{row.pk}/notes", {"step": first.pk}).content.decode()
    assert "Where is it" in page
    assert "Elsewhere" not in page


def test_struck_out_and_brought_back(client: Client, cast: Cast) -> None:
    row = session(make.project(by=cast.tom), by=cast.tom)
    note = noting.note(row, by=cast.tom, text="By mistake")
    client.force_login(cast.tom)
    client.post(f"/sessions/{row.pk}/notes/{note.pk}/remove")
    assert not noting.readable().exists()
    client.post(f"/sessions/{row.pk}/notes/{note.pk}/restore")
    assert noting.readable().get() == note


def test_a_finding_leads_to_a_change_and_settles_an_assumption(client: Client, cast: Cast) -> None:
    project = make.project(by=cast.tom)
    row = session(project, by=cast.tom)
    held = assume(project, by=cast.tom, text="They find it alone")
    foreign = assume(make.project(by=cast.tom), by=cast.tom, text="Other")
    found = finding.find(row, by=cast.tom, text="Nobody found it alone", strength=4)
    client.force_login(cast.tom)
    client.post(f"/sessions/{row.pk}/findings/{found.pk}/settle", {"assumption": foreign.pk, "holds": "no"})
    assert not Assumption.objects.exclude(state="open").exists()
    client.post(f"/sessions/{row.pk}/findings/{found.pk}/settle", {"assumption": held.pk, "holds": "no"})
    client.post(f"/sessions/{row.pk}/findings/{found.pk}/change", {"changed": "It is on the first page"})
    settled, change = Assumption.objects.get(pk=held.pk), Change.objects.get()
    assert (settled.state, settled.result) == ("fails", "Nobody found it alone")
    assert (change.said, change.changed) == ("Nobody found it alone", "It is on the first page")
    page = client.get(f"/sessions/{row.pk}").content.decode()
    assert "It is on the first page" in page


def test_files_run_no_formula(client: Client, cast: Cast) -> None:
    row = session(make.project(by=cast.tom), by=cast.tom)
    noting.note(row, by=cast.tom, text="=1+1")
    client.force_login(cast.tom)
    rows = list(csv.reader(io.StringIO(client.get(f"/sessions/{row.pk}/export.csv").content.decode())))
    assert rows[1][3] == "'=1+1"


def test_notes_cost_the_same_however_many_there_are(
    client: Client, cast: Cast, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    project = make.project(by=cast.tom)
    row, carla = session(project, by=cast.tom), joins(project, cast.carla, consents=True)
    seat = guest(row, carla)
    for number in range(70):
        noting.note(row, by=cast.tom, text=f"Note {number}", guest=seat.pk, outcome=project.outcome_id)
    client.force_login(cast.tom)
    with django_assert_max_num_queries(12):
        page = client.get(f"/sessions/{row.pk}/notes").content.decode()
    assert page.count('id="note-') == 60
    with django_assert_max_num_queries(32):
        client.get(f"/sessions/{row.pk}")
