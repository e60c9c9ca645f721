from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desireline.codevelop.projects import api
from desireline.codevelop.projects.api import Project
from desireline.kit.errors import Refused
from desireline.listen.ideas.models import IdeaOutcome
from desireline.people.audiences.api import basic
from tests import make
from tests.cast import Cast


def _post(client: Client, route: str, project: Project, **data: Any) -> None:
    response = client.post(reverse(route, args=[project.slug]), data)
    assert response.status_code == 302


def test_an_idea_becomes_a_project_and_its_status_says_so(cast: Cast, client: Client) -> None:
    started = make.status("in-progress", stage="started")
    outcome, idea = make.outcome(), make.idea("Freeze a card in the app", by=cast.carla)
    IdeaOutcome.objects.create(idea=idea, outcome=outcome)
    client.force_login(cast.tom)
    page = client.get(f"/projects/new?idea={idea.pk}").content.decode()
    assert idea.title in page
    assert f'<option value="{outcome.pk}" selected>' in page
    data = {
        "title": idea.title,
        "outcome": outcome.pk,
        "idea": idea.pk,
        "status": started.pk,
        "due": "2030-01-31",
    }
    assert client.post("/projects/new", data).status_code == 302
    project = Project.objects.get()
    assert [row.idea_id for row in project.origins.all()] == [idea.pk]
    assert str(project.due) == "2030-01-31"
    idea.refresh_from_db()
    assert idea.status == started


def test_what_cannot_be_seen_is_no_origin(cast: Cast, client: Client) -> None:
    from desireline.people.audiences.models import Audience

    board = make.board()
    board.audience = Audience.objects.create(kind="named", name="A few")
    board.save()
    idea = make.idea("Nobody knows of this", on=board)
    client.force_login(cast.tom)
    assert idea.title not in client.get(f"/projects/new?idea={idea.pk}").content.decode()
    client.post("/projects/new", {"title": "Mine", "outcome": make.outcome().pk, "idea": idea.pk})
    assert not Project.objects.get().origins.exists()


def test_the_owner_stays_a_member_and_another_can_be_one(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    with pytest.raises(Refused, match="owner"):
        api.leave(project, person=cast.tom, by=cast.stella)
    api.give(project, to=cast.stella, by=cast.tom)
    api.leave(project, person=cast.tom, by=cast.stella)
    assert [row.person for row in project.members.all()] == [cast.stella]


def test_customers_are_no_members(cast: Cast) -> None:
    with pytest.raises(Refused):
        api.join(make.project(by=cast.tom), person=cast.carla, by=cast.tom)


def test_a_project_is_shown_with_a_story_and_hidden_with_a_way_back(cast: Cast, client: Client) -> None:
    project = make.project(by=cast.tom)
    with pytest.raises(Refused, match="story"):
        api.show(project, by=cast.tom, audience=basic("public"))
    client.force_login(cast.tom)
    _post(client, "project_show", project, story="It began at the till.", audience=basic("public").pk)
    assert "It began at the till." in Client().get(f"/projects/{project.slug}").content.decode()
    _post(client, "project_show", project, act="hide")
    assert Client().get(f"/projects/{project.slug}").status_code == 404
    client.post(reverse("project_show", args=[project.slug]) + "?act=again")
    assert Client().get(f"/projects/{project.slug}").status_code == 200


def test_only_those_who_work_on_it_decide_who_sees_it(cast: Cast) -> None:
    project = make.project(by=cast.stella)
    with pytest.raises(Refused, match="members"):
        api.show(project, by=cast.tom, audience=basic("public"))
    with pytest.raises(Refused, match="members"):
        api.keep_secret(project, by=cast.tom)
    api.join(project, person=cast.tom, by=cast.stella)
    assert api.keep_secret(project, by=cast.tom).confidential


def test_origins_come_and_go_with_a_way_back(cast: Cast, client: Client) -> None:
    project, idea = make.project(by=cast.tom), make.idea("Freeze a card in the app")
    client.force_login(cast.tom)
    assert idea.title in client.get(f"/projects/{project.slug}/origins?q=freeze").content.decode()
    _post(client, "project_origins", project, act="add", idea=idea.pk)
    row = project.origins.get()
    _post(client, "project_origins", project, act="drop", origin=row.pk)
    assert not project.origins.exists()
    client.post(reverse("project_origins", args=[project.slug]) + f"?act=add&idea={idea.pk}")
    assert project.origins.get().idea == idea


def test_the_page_names_people_to_the_team_and_counts_them_for_others(cast: Cast, client: Client) -> None:
    idea = make.idea(by=cast.carla)
    project = make.project(by=cast.tom, ideas=[idea.pk], shown=True, purpose="Secret plan")
    page = client.get(f"/projects/{project.slug}").content.decode()
    assert "1 person is behind it" in page
    assert "Carla" not in page
    assert "Secret plan" not in page
    client.force_login(cast.carla)
    assert "You are one of them" in client.get(f"/projects/{project.slug}").content.decode()
    client.force_login(cast.tom)
    page = client.get(f"/projects/{project.slug}").content.decode()
    assert "Carla" in page
    assert "Harbour Cafe" in page


def test_an_outcome_that_others_may_not_see_is_not_named_in_the_showcase(cast: Cast, client: Client) -> None:
    outcome = make.outcome("Minimise the time it takes to win", under=make.future(audience="staff"))
    project = make.project(by=cast.tom, under=outcome, shown=True)
    for address in (f"/projects/{project.slug}", "/showcase"):
        page = client.get(address).content.decode()
        assert project.title in page
        assert outcome.statement not in page


def test_who_leaves_for_good_owns_nothing_any_more(cast: Cast) -> None:
    from desireline.codevelop.projects.own import projects
    from desireline.people.profile.api import erase

    project = make.project(by=cast.tom)
    make.project(by=cast.tom, confidential=True)
    assert [row["title"] for row in projects(cast.tom)] == [project.title]
    erase(cast.tom)
    project.refresh_from_db()
    assert project.owner is None
    assert not project.members.exists()
