"""What sessions are to other features: origins of projects, asks, what lead customers can bring; and what stays inside."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from desireline.codevelop.participation.api import ASKS
from desireline.codevelop.projects.api import add_origin, contributors
from desireline.codevelop.projects.models import Project, ProjectOrigin
from desireline.codevelop.sessions import asks, inviting, noting
from desireline.people.notices.models import Notice
from tests import make
from tests.cast import Cast
from tests.codevelop.sessions.help import guest, joins, session


def test_a_project_grows_out_of_a_session_and_who_came_is_behind_it(client: Client, cast: Cast) -> None:
    project = make.project(by=cast.tom)
    row = session(project, by=cast.tom, title="A talk about mornings")
    guest(row, joins(project, cast.carla), "came")
    guest(row, joins(project, cast.otto), "missed")
    client.force_login(cast.tom)
    page = client.get(f"/projects/new?session={row.pk}").content.decode()
    assert "A talk about mornings" in page
    data = {"title": "Mornings", "outcome": project.outcome_id, "session": row.pk}
    assert client.post("/projects/new", data).status_code == 302
    made = Project.objects.get(title="Mornings")
    assert [(one.person, set(one.ways)) for one in contributors(made)] == [(cast.carla.pk, {"tested"})]
    shown = client.get(f"/projects/{made.slug}").content.decode()
    assert "A talk about mornings" in shown
    assert "came to a session" in shown
    origin = ProjectOrigin.objects.get(project=made)
    address = f"/projects/{made.slug}/origins"
    client.post(address, {"act": "drop", "origin": origin.pk})
    assert not ProjectOrigin.objects.filter(project=made).exists()
    client.post(f"{address}?act=add&session={row.pk}")
    assert ProjectOrigin.objects.filter(project=made, session=row).exists()


def test_a_confidential_session_puts_nobody_behind_an_open_project(cast: Cast) -> None:
    secret, open_one = make.project(by=cast.tom, confidential=True), make.project(by=cast.tom)
    row = session(secret, by=cast.tom)
    guest(row, joins(secret, cast.carla, agrees=True), "came")
    add_origin(open_one, by=cast.tom, session=row.pk)
    assert contributors(open_one) == []


def test_what_is_asked_of_a_participant(cast: Cast) -> None:
    project, secret = make.project(by=cast.tom), make.project(by=cast.tom, confidential=True)
    guest(session(project, by=cast.tom, title="Answer me"), joins(project, cast.carla), "invited")
    guest(session(project, by=cast.tom, title="Not me"), joins(project, cast.otto), "invited")
    guest(session(secret, by=cast.tom, title="PURPLE"), joins(secret, cast.carla), "invited")
    titles = [ask.title for source in ASKS for ask in source(cast.carla) if ask.kind == "session"]
    assert titles == ["Do you come? Answer me"]


def test_who_tested_can_bring_that_as_a_lead_customer(cast: Cast) -> None:
    project, secret = make.project(by=cast.tom), make.project(by=cast.tom, confidential=True)
    past = timezone.now() - timedelta(days=3)
    carla = joins(project, cast.carla)
    guest(session(project, by=cast.tom, starts=past, technique="usability_test"), carla, "came")
    guest(session(project, by=cast.tom, starts=past, technique="interview"), carla, "came")
    guest(session(project, by=cast.tom, starts=past, technique="diary"), carla, "missed")
    guest(
        session(secret, by=cast.tom, starts=past, technique="beta_round"), joins(secret, cast.carla), "came"
    )
    assert asks.tested(None) == {cast.carla.pk: 1}
    assert asks.tested(past - timedelta(days=1)) == {}


def test_nothing_of_a_confidential_session_reaches_who_agreed_to_nothing(client: Client, cast: Cast) -> None:
    project = make.project(by=cast.stella, title="PURPLE", confidential=True)
    row = session(project, by=cast.stella, title="PURPLE", place="PURPLE")
    inviting.invite(row, by=cast.stella, participants=[joins(project, cast.carla).pk])
    noting.note(row, by=cast.stella, text="PURPLE")
    assert not Notice.objects.filter(title__contains="PURPLE").exists()
    places = [
        "/me/sessions",
        "/me/notices",
        "/projects",
        f"/sessions/{row.pk}",
        "/showcase",
    ]
    for person in (cast.carla, cast.otto, cast.tom):
        client.force_login(person)
        for place in places:
            assert "PURPLE" not in client.get(place).content.decode()
        assert "/projects/purple" not in client.get("/search?q=PURPLE").content.decode()
