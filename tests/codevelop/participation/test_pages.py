from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from desireline.codevelop.participation import (
    agreeing,
    calling,
    consenting,
    own,
    reminding,
    steps,
    tested,
    thanking,
)
from desireline.codevelop.participation.asked import asks_of
from desireline.codevelop.participation.models import Acceptance, Consent, Participant, Reminded
from desireline.codevelop.projects.models import Project
from desireline.codevelop.work import api as work
from desireline.people.notices.models import Notice
from desireline.people.profile.api import EXPORTERS, erase
from tests import make
from tests.cast import Cast
from tests.codevelop.participation import help as bring

State = Participant.State


def filled(title: str, *, by: Any, confidential: bool) -> Project:
    """A project with a question, an artefact for participants and one of the team alone, and a change."""
    project = make.project(title, by=by, confidential=confidential, purpose=f"Why {title}")
    if confidential:
        bring.agreement(project, by=by)
    work.ask(project, by=by, text=f"Question of {title}")
    for shown in (True, False):
        work.add_artefact(
            project,
            by=by,
            kind="link",
            title=f"{'Shown' if shown else 'Inner'} {title}",
            url="https://example.org/",
            for_participants=shown,
        )
    work.note_change(project, by=by, said="A", changed=f"Change of {title}", in_showcase=False)
    return project


def addresses(project: Project, rows: list[Participant]) -> list[str]:
    slug = project.slug
    found = [
        f"/projects/{slug}",
        f"/projects/{slug}/work",
        f"/projects/{slug}/participants",
        f"/projects/{slug}/agreements",
    ]
    found += [f"/projects/{slug}/questions/{one.pk}" for one in project.questions.all()]
    found += [f"/projects/{slug}/artefacts/{one.pk}" for one in project.artefacts.all()]
    return (
        found
        + [f"/taking-part/{row.pk}" for row in rows]
        + [f"/taking-part/{row.pk}/invitation" for row in rows]
    )


def bring_random(cast: Cast, seed: int) -> tuple[list[Project], list[Any], set[tuple[int, int]]]:
    """Projects, people in random states, and who may look into what."""
    rng = random.Random(seed)
    projects = [filled(f"Lantern{n}x", by=cast.stella, confidential=n % 2 == 0) for n in range(4)]
    people = [cast.carla, cast.otto, cast.cora, make.person(), make.person()]
    allowed: set[tuple[int, int]] = set()
    for project in projects:
        for person in people:
            if bring_one(project, person, rng, by=cast.stella):
                allowed.add((project.pk, person.pk))
    return projects, people, allowed


def bring_one(project: Project, person: Any, rng: random.Random, *, by: Any) -> bool:
    """A person in a random state; whether they may look into the project."""
    state = rng.choice(["", "invited", "joined", "joined", "left", "declined"])
    if not state:
        return False
    row = bring.invited(project, person, by=by)
    if state == "declined":
        steps.decline(row, by=person)
    if state not in ("joined", "left"):
        return False
    row = steps.say_yes(row, by=person)
    clear = not project.confidential or rng.random() < 0.5
    if project.confidential and clear:
        version = project.agreements.get().versions.get()
        agreeing.accept_version(row, version, by=person, typed_name="Me")
    if state == "left":
        steps.leave(row, by=person)
    return clear and state == "joined"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_participants_read_their_projects_and_nothing_else(cast: Cast, client: Client, seed: int) -> None:
    projects, people, allowed = bring_random(cast, seed)
    rows = {project.pk: list(project.participants.all()) for project in projects}
    for person in people:
        client.force_login(person)
        overview = client.get("/taking-part").content.decode()
        for project in projects:
            pages = [client.get(at) for at in addresses(project, rows[project.pk])]
            read = overview + "".join(page.content.decode() for page in pages if page.status_code == 200)
            inside = (project.pk, person.pk) in allowed
            name = project.title
            assert (f"Question of {name}" in read, f"Shown {name}" in read, f"Change of {name}" in read) == (
                inside,
            ) * 3
            assert f"Inner {name}" not in read
            known = project.participants.filter(person=person).exists()
            assert (name in read) == (inside or (known and not project.confidential))


def test_the_name_of_a_confidential_project_is_told_to_nobody_before(cast: Cast, client: Client) -> None:
    project = filled("Operation Lantern", by=cast.stella, confidential=True)
    call = bring.call(project, by=cast.stella, title="Try something at the till", text="Two hours.")
    bring.invited(project, cast.otto, by=cast.stella)
    client.force_login(cast.carla)
    assert "Try something at the till" in client.get("/calls").content.decode()
    calling.answer(call, by=cast.carla, answers={})
    steps.accept(Participant.objects.get(person=cast.carla), by=cast.stella)
    for person in (cast.carla, cast.otto, cast.tom):
        client.force_login(person)
        row = project.participants.filter(person=person).first()
        for at in (
            "/calls",
            f"/calls/{call.pk}",
            "/taking-part",
            "/me/notices",
            f"/taking-part/{row.pk if row else 0}",
        ):
            page = client.get(at).content.decode()
            assert "Lantern" not in page, (person, at)
            assert project.slug not in page
    for person in (cast.carla, cast.otto):
        for exporter in EXPORTERS:
            assert "Lantern" not in str(list(exporter(person)))
    assert not Notice.objects.filter(person=cast.carla, title__contains="Lantern").exists()


def test_questions_of_a_confidential_project_are_closed_to_the_rest_of_the_team(
    cast: Cast, client: Client
) -> None:
    project = filled("Operation Lantern", by=cast.stella, confidential=True)
    client.force_login(cast.tom)
    for at in addresses(project, []):
        assert client.get(at).status_code == 404


def test_all_that_is_asked_is_in_one_list(cast: Cast, client: Client) -> None:
    first, second, third = (filled(f"Project {n}", by=cast.tom, confidential=n == 2) for n in (1, 2, 3))
    bring.joined(first, cast.carla, by=cast.tom)
    bring.joined(second, cast.carla, by=cast.tom)
    bring.invited(third, cast.carla, by=cast.tom)
    assert {ask.kind for ask in asks_of(cast.carla)} == {"question", "agreement", "invitation"}
    client.force_login(cast.carla)
    page = client.get("/taking-part").content.decode()
    assert "3 things we ask of you" in page
    assert 'href="/taking-part"' in page
    work.answer(first.questions.get(), by=cast.carla, text="Yes")
    assert len(asks_of(cast.carla)) == 2


def test_the_menu_has_the_page_for_whom_there_is_something(cast: Cast, client: Client) -> None:
    client.force_login(cast.carla)
    assert 'href="/taking-part"' not in client.get("/me/notices").content.decode()
    bring.invited(make.project(by=cast.tom), cast.carla, by=cast.tom)
    page = client.get("/me/notices").content.decode()
    assert 'href="/taking-part"' in page
    assert '<strong class="count">1</strong>' in page
    client.force_login(cast.otto)
    assert 'href="/calls"' not in client.get("/me/notices").content.decode()
    bring.call(make.project(by=cast.tom), by=cast.tom)
    assert 'href="/calls"' in client.get("/me/notices").content.decode()


def test_a_customer_answers_a_call_without_scripts_and_takes_it_back(cast: Cast, client: Client) -> None:
    asked = [{"text": "Which phone?", "required": True}]
    call = bring.call(make.project(by=cast.tom), by=cast.tom, questions=asked)
    client.force_login(cast.carla)
    assert "Which phone?" in client.get(f"/calls/{call.pk}").content.decode()
    refused = client.post(f"/calls/{call.pk}/answer", {})
    assert refused.status_code == 422
    assert "Please answer this one" in refused.content.decode()
    client.post(f"/calls/{call.pk}/answer", {f"question-{call.questions.get().pk}": "An old one"})
    row = Participant.objects.get()
    assert row.state == State.APPLIED
    client.force_login(cast.tom)
    page = client.get(f"/projects/{call.project.slug}/participants/{row.pk}").content.decode()
    assert "An old one" in page
    client.force_login(cast.carla)
    client.post(f"/taking-part/{row.pk}/back")
    assert not Participant.objects.exists()


def test_an_agreement_is_read_accepted_and_downloaded_for_ever(cast: Cast, client: Client) -> None:
    project = filled("Operation Lantern", by=cast.tom, confidential=True)
    row = bring.joined(project, cast.carla, by=cast.tom)
    version = project.agreements.get().versions.get()
    client.force_login(cast.carla)
    assert "Keep it to yourself." in client.get(f"/taking-part/{row.pk}").content.decode()
    assert client.post(f"/taking-part/{row.pk}/accept/{version.pk}", {"typed_name": ""}).status_code == 422
    client.post(f"/taking-part/{row.pk}/accept/{version.pk}", {"typed_name": "Carla Harbour"})
    assert "Why Operation Lantern" in client.get(f"/taking-part/{row.pk}").content.decode()
    client.post(f"/taking-part/{row.pk}/leave")
    agreeing.end(version.agreement, by=cast.tom)
    file = client.get(f"/taking-part/agreements/{version.pk}?download=1")
    assert "Keep it to yourself." in file.content.decode()
    assert "Carla Harbour" in file.content.decode()


def test_the_team_makes_a_call_with_questions_and_a_cohort_with_quotas(cast: Cast, client: Client) -> None:
    project = make.project(by=cast.tom)
    north = bring.segment("The north", region="north")
    client.force_login(cast.tom)
    at = f"/projects/{project.slug}"
    data = {"name": "Twelve", "kind": "beta", "places": 12, f"quota-{north.pk}": 6, f"firm-{north.pk}": "on"}
    client.post(f"{at}/cohorts/new", data)
    group = project.cohorts.get()
    assert list(group.quotas.values_list("audience", "places", "firm")) == [(north.pk, 6, True)]
    page = client.get(f"{at}/cohorts/{group.pk}").content.decode()
    assert "0 of 6" in page
    asked = {
        "ask-0": "Phone?",
        "kind-0": "choice",
        "choices-0": "Old\nNew",
        "required-0": "1",
        "ask-1": "",
        "kind-1": "line",
    }
    audience = bring.call(project, by=cast.tom, opened=False).audience_id
    made = client.post(
        f"{at}/calls/new", {"title": "Come", "way": "open", "audience": audience, "cohort": group.pk, **asked}
    )
    assert made.status_code == 302
    call = project.calls.latest("id")
    assert [(one.kind, one.choices, one.required) for one in call.questions.all()] == [
        ("choice", ["Old", "New"], True)
    ]
    client.post(f"{at}/calls/{call.pk}/state", {"act": "open"})
    assert client.get("/calls").content.decode().count("Come") >= 1


def test_thanks_are_seen_by_whom_they_are_for(cast: Cast, client: Client) -> None:
    project = make.project(by=cast.tom)
    row, other = (bring.joined(project, one, by=cast.tom) for one in (cast.carla, cast.otto))
    thanking.thank(row, by=cast.tom, text="Your drawing changed everything.")
    for person, mine in ((cast.carla, row), (cast.otto, other)):
        client.force_login(person)
        for at in ("/taking-part", f"/taking-part/{mine.pk}"):
            assert ("Your drawing" in client.get(at).content.decode()) == (person == cast.carla)


def test_one_is_reminded_once_three_days_before(cast: Cast) -> None:
    project, asked = make.project(by=cast.tom), make.project(by=cast.tom)
    invited = bring.invited(project, cast.carla, by=cast.tom, due=timezone.localdate() + timedelta(days=10))
    bring.joined(asked, cast.otto, by=cast.tom)
    bring.joined(asked, cast.cora, by=cast.tom)
    work.ask(asked, by=cast.tom, text="When?")
    version = bring.agreement(project, by=cast.tom)
    assert reminding.remind() == 0
    soon = timezone.now() + timedelta(days=8)
    assert reminding.remind(soon) == 1
    assert reminding.remind(soon) == 0
    steps.leave(Participant.objects.get(person=cast.cora), by=cast.cora)
    assert reminding.remind(timezone.now() + timedelta(days=12)) == 1
    assert set(Reminded.objects.values_list("participant__person__name", "ask")) == {
        ("Carla", "invitation"),
        ("Otto", f"question:{asked.questions.get().pk}"),
    }
    steps.say_yes(invited, by=cast.carla)
    assert reminding.remind(timezone.now() + timedelta(days=5)) == 1
    assert Reminded.objects.latest("id").ask == f"agreement:{version.pk}"
    assert Notice.objects.filter(kind="taking_part_reminder").count() == 3


def test_tests_that_were_finished_count_for_lead_customers(cast: Cast) -> None:
    project, hidden = make.project(by=cast.tom), bring.secret(cast)
    for one in (project, hidden):
        bring.joined(one, cast.carla, by=cast.tom)
    assert tested.finished(None) == {}
    Project.objects.update(state="released", stage=None, entered=timezone.now())
    assert tested.finished(None) == {cast.carla.pk: 1}
    assert tested.finished(timezone.now() - timedelta(days=1)) == {}


def test_who_leaves_for_good_takes_their_words_along_and_is_still_counted(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    version = bring.agreement(project, by=cast.tom)
    row = bring.joined(project, cast.carla, by=cast.tom)
    agreeing.accept_version(row, version, by=cast.carla, typed_name="Carla Harbour")
    consenting.give(row, "notes", by=cast.carla)
    thanking.thank(row, by=cast.tom, kind="voucher", text="For Carla", amount=10)  # type: ignore[arg-type]
    named = {
        name: str(list(EXPORTERS[name](cast.carla)))
        for name in EXPORTERS.names()
        if name.startswith("taking_part")
    }
    assert "Carla Harbour" in named["taking_part_agreements"]
    assert "notes" in named["taking_part_consents"]
    assert "For Carla" in named["taking_part_thanks"]
    erase(cast.carla)
    row.refresh_from_db()
    assert row.state == State.LEFT
    assert not Consent.objects.filter(withdrawn_at__isnull=True).exists()
    assert Acceptance.objects.get().typed_name == ""
    assert row.thanks.get().text == ""
    assert thanking.spent(project) == 10
    assert next(iter(own.taking_part(cast.carla)))["state"] == "left"


@pytest.mark.parametrize("many", [2, 30])
def test_pages_ask_as_much_for_many_as_for_few(
    cast: Cast, client: Client, django_assert_max_num_queries: Any, many: int
) -> None:
    project = make.project(by=cast.tom)
    bring.agreement(project, by=cast.tom)
    for _n in range(many):
        bring.joined(project, make.person(), by=cast.tom)
        other = make.project(by=cast.tom)
        work.ask(other, by=cast.tom, text="When?")
        bring.joined(other, cast.carla, by=cast.tom)
    client.force_login(cast.tom)
    client.get("/projects")
    with django_assert_max_num_queries(17):
        client.get(f"/projects/{project.slug}/participants")
    client.force_login(cast.carla)
    client.get("/me/notices")
    with django_assert_max_num_queries(22):
        client.get("/taking-part")
