from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desireline.codevelop.gates.models import FastTrack, GateDecision, Score
from desireline.codevelop.projects.models import Project
from desireline.codevelop.stages.api import Criterion, Deliverable, Gatekeeper, stages
from tests import make
from tests.cast import Cast
from tests.codevelop.gates.help import decide, rate


@pytest.fixture
def project(cast: Cast) -> Project:
    return make.project("Cards that freeze", by=cast.tom)


def at(route: str, project: Project, *args: object) -> str:
    return reverse(route, args=[project.slug, *args])


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def form(project: Project, **values: Any) -> dict[str, Any]:
    return {"version": project.version, "verdict": "go", "reason": "Customers asked for it."} | values


def test_scores_of_others_are_not_on_the_page_before_ones_own(
    cast: Cast, client: Client, project: Project
) -> None:
    rate(project, by=cast.stella, note="A very good fit")
    client.force_login(cast.tom)
    for route in ("project_gate", "project"):
        page = text(client, at(route, project))
        assert "A very good fit" not in page
        assert "7.0" not in page
    assert "1 person has rated" in text(client, at("project_gate", project))
    one = Criterion.objects.filter(stage=project.stage, must=False)[0]
    answer = client.post(at("project_gate", project), {f"mark-{one.pk}": "4", f"note-{one.pk}": "Hm."})
    assert answer.status_code == 302
    page = text(client, at("project_gate", project))
    assert "A very good fit" in page
    assert "2 raters are little evidence" in page
    assert Score.objects.get(rater=cast.tom).note == "Hm."


def test_what_was_chosen_stays_when_it_is_refused(cast: Cast, client: Client, project: Project) -> None:
    client.force_login(cast.tom)
    answer = client.post(at("project_gate", project), {"mark-x": "4", "mark-99999999999999999999": "3"})
    assert answer.status_code == 422
    assert "Rate at least one criterion" in answer.content.decode()


def test_looking_without_rating_takes_the_form_away(cast: Cast, client: Client, project: Project) -> None:
    rate(project, by=cast.stella)
    client.force_login(cast.tom)
    client.post(at("gate_look", project))
    page = text(client, at("project_gate", project))
    assert "you do not rate at this gate" in page
    assert "Give my scores" not in page


def test_a_deliverable_is_checked_with_and_without_scripts(
    cast: Cast, client: Client, project: Project
) -> None:
    one = Deliverable.objects.filter(stage=project.stage)[0]
    client.force_login(cast.tom)
    assert client.post(at("gate_deliver", project, one.pk), {"on": "1"}).status_code == 302
    assert "Tom" in text(client, at("project_gate", project))
    answer = client.post(at("gate_deliver", project, one.pk), {"on": ""}, headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert 'aria-pressed="true"' not in answer.content.decode()


@pytest.mark.parametrize(
    ("to", "checked"), [("idea", "go"), ("planning", "recycle"), ("nowhere", ""), ("external-beta", "go")]
)
def test_the_board_asks_for_a_decision(
    cast: Cast, client: Client, project: Project, to: str, checked: str
) -> None:
    client.force_login(cast.stella)
    page = (
        text(client, f"{at('project_decide', project)}?to={to}").partition("<main")[2].partition("</main")[0]
    )
    assert ("checked" in page) == bool(checked)
    if checked:
        assert page.partition(f'value="{checked}"')[2].partition(">")[0].count("checked") == 1
    assert ("A gate leads one stage on" in page) == (to == "external-beta")


def test_decided_and_taken_back(cast: Cast, client: Client, project: Project) -> None:
    client.force_login(cast.stella)
    refused = client.post(at("project_decide", project), form(project))
    assert refused.status_code == 422
    assert "Nobody has rated yet" in refused.content.decode()
    client.post(at("project_decide", project), form(project, anyway="on"))
    page = text(client, at("project", project))
    assert "decided anyway" in page
    assert "Customers asked for it." in page
    made = GateDecision.objects.get()
    client.post(at("gate_undo", project, made.pk))
    assert "Taken back by" in text(client, at("project_decisions", project))


def test_who_is_late_is_told_who_and_where(cast: Cast, client: Client, project: Project) -> None:
    Gatekeeper.objects.create(stage=stages()[0], person=cast.tom)
    old = form(project, verdict="kill")
    decide(project, by=cast.stella)
    client.force_login(cast.tom)
    answer = client.post(at("project_decide", project), old)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Stella was faster" in page
    assert "It is in the stage Idea now." in page
    project.refresh_from_db()
    assert project.state == "active"


def test_the_log_hides_figures_from_who_should_still_rate(
    cast: Cast, client: Client, project: Project
) -> None:
    rate(project, by=cast.stella, shoulds=9)
    decide(project, "hold", by=cast.stella)
    client.force_login(cast.tom)
    assert "Score 9.0" not in text(client, at("project_decisions", project))
    decide(project, "resume", by=cast.stella)
    decide(project, by=cast.stella)
    assert "Score 9.0" in text(client, at("project_decisions", project))


def test_the_log_pages_by_key(cast: Cast, client: Client, project: Project) -> None:
    for n in range(22):
        decide(project, "resume" if n % 2 else "hold", by=cast.stella, reason=f"Reason {n:02}.")
    client.force_login(cast.tom)
    first = client.get(at("project_decisions", project))
    page = first.content.decode()
    assert "Reason 21." in page
    assert "Reason 01." not in page
    cursor = page.partition("?after=")[2].partition('"')[0]
    rest = text(client, f"{at('project_decisions', project)}?after={cursor}")
    assert "Reason 01." in rest
    assert "Reason 02." not in rest


def test_customers_see_nothing_of_gates(cast: Cast, client: Client) -> None:
    shown = make.project(by=cast.tom, shown=True)
    decide(shown, by=cast.stella, reason="Only for us.")
    client.force_login(cast.carla)
    page = text(client, at("project", shown))
    assert "Only for us." not in page
    assert "gate" not in page.partition("<main")[2].partition("</main")[0].lower()


def test_a_fast_track_is_opened_and_closed(cast: Cast, client: Client) -> None:
    project = make.project(by=cast.tom, ideas=[make.idea(votes=60, accounts=12).pk])
    client.force_login(cast.stella)
    assert "That is enough" in text(client, at("project_fast_track", project))
    sent = {"skip": [str(stages()[1].pk)], "reason": "It waits."}
    assert client.post(at("project_fast_track", project), sent).status_code == 302
    assert "Without Idea." in text(client, at("project_gate", project))
    client.post(at("project_fast_track_close", project))
    assert FastTrack.objects.get().undone_at is not None


def test_a_project_that_ended_has_no_gate(cast: Cast, client: Client, project: Project) -> None:
    decide(project, "kill", by=cast.stella)
    client.force_login(cast.stella)
    for route in ("project_gate", "project_decide"):
        assert "This project has ended" in text(client, at(route, project))


def test_the_gate_asks_the_database_as_often_for_many_raters(
    cast: Cast, client: Client, project: Project, django_assert_max_num_queries: Any
) -> None:
    client.force_login(cast.tom)
    rate(project, by=cast.tom)
    for _ in range(6):
        rate(project, by=make.person(role="team"), note="Yes.")
    text(client, at("project_gate", project))
    with django_assert_max_num_queries(24):
        text(client, at("project_gate", project))
