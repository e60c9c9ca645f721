"""The case of a project: who writes it, what is kept of each change, and undoing it."""

from __future__ import annotations

import pytest
from django.test import Client

from desireline.codevelop.projects.api import ProjectMember
from desireline.kit.errors import Refused
from desireline.people.profile.api import ERASERS, EXPORTERS
from desireline.prove.portfolio.api import CaseChange, ProjectCase, case_of, effort_of, save_case, undo_change
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_each_change_says_who_what_and_why(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    save_case(project, by=cast.tom, horizon=1, value=100)
    save_case(project, by=cast.stella, horizon=2, value=100, why="Customers want more of it")
    newest = CaseChange.objects.latest("pk")
    assert newest.what == {"horizon": [1, 2]}
    assert (newest.by, newest.why) == (cast.stella, "Customers want more of it")
    save_case(project, by=cast.stella, horizon=2)
    assert CaseChange.objects.count() == 2


def test_the_newest_change_is_undone_and_an_older_one_is_not(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    save_case(project, by=cast.tom, horizon=1)
    save_case(project, by=cast.tom, horizon=3, days_planned=40)
    first, second = CaseChange.objects.order_by("pk")
    with pytest.raises(Refused):
        undo_change(first, by=cast.tom)
    undo_change(second, by=cast.tom)
    case = case_of(project)
    assert (case.horizon, case.days_planned) == (1, None)


def test_of_two_who_change_it_at_once_one_is_told(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    seen = save_case(project, by=cast.tom, horizon=1).version
    save_case(project, by=cast.stella, version=seen, horizon=2)
    with pytest.raises(Refused, match="Somebody else"):
        save_case(project, by=cast.tom, version=seen, horizon=3)
    assert case_of(project).horizon == 2


def test_members_write_and_the_rest_of_the_team_reads(cast: Cast) -> None:
    project = make.project(by=cast.stella)
    with pytest.raises(Refused):
        save_case(project, by=cast.tom, horizon=1)
    ProjectMember.objects.create(project=project, person=cast.tom)
    save_case(project, by=cast.tom, horizon=1)
    with pytest.raises(Refused):
        save_case(project, by=cast.carla, horizon=2)


def test_what_cannot_be_is_refused_in_words(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    for wrong in ({"social_mission": 60}, {"technical": 2.0}, {"value": -1}):
        with pytest.raises(Refused, match="make 100"):
            save_case(project, by=cast.tom, **wrong)
    assert not ProjectCase.objects.filter(version__gt=0).exists()


@pytest.fixture
def tom(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.tom)
    return client


def test_ticked_disciplines_share_equally_unless_numbers_are_given(cast: Cast, tom: Client) -> None:
    project = make.project(by=cast.tom)
    at = f"/projects/{project.slug}/case"
    ticks = {"on-product_leadership": "on", "on-customer_intimacy": "on", "on-social_mission": "on"}
    assert tom.post(at, ticks).status_code == 302
    case = case_of(project)
    assert (case.product_leadership, case.customer_intimacy, case.social_mission) == (34, 33, 33)
    shares = {"share-social_mission": "80", "share-operational_excellence": "20"}
    assert tom.post(at, shares).status_code == 302
    assert case_of(project).social_mission == 80
    answer = tom.post(at, {"share-social_mission": "80"})
    assert answer.status_code == 422
    assert "make 80 together" in answer.content.decode()


def test_the_form_takes_percent_and_offers_undo(cast: Cast, tom: Client) -> None:
    project = make.project(by=cast.tom)
    answer = tom.post(
        f"/projects/{project.slug}/case",
        {"value": "30", "technical": "80", "commercial": "50", "development": "3", "commercialisation": "5"},
        follow=True,
    )
    page = answer.content.decode()
    assert case_of(project).technical == 0.8
    assert "1.67" in page
    assert f"/case/{CaseChange.objects.get().pk}/undo" in page


def test_a_stale_form_keeps_what_was_typed(cast: Cast, tom: Client) -> None:
    project = make.project(by=cast.tom)
    save_case(project, by=cast.tom, horizon=1)
    answer = tom.post(f"/projects/{project.slug}/case", {"version": "0", "why": "My reason"})
    assert answer.status_code == 422
    assert "My reason" in answer.content.decode()


def test_effort_for_others_is_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    project = make.project(by=cast.tom)
    save_case(project, by=cast.tom, days_planned=30, money_planned=1000)
    found = effort_of([project.pk, 999_999])
    assert found.keys() == {project.pk}
    assert (found[project.pk].days_planned, found[project.pk].money_planned) == (30, 1000.0)


def test_who_leaves_takes_their_words_along(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    save_case(project, by=cast.tom, horizon=1, why="I think so")
    assert [row["why"] for row in EXPORTERS["case_changes"](cast.tom)] == ["I think so"]
    ERASERS["portfolio"](cast.tom)
    change = CaseChange.objects.get()
    assert (change.by, change.why, change.what) == (None, "", {"horizon": [None, 1]})


def test_the_page_of_the_project_shows_its_case_to_the_team_alone(cast: Cast, tom: Client) -> None:
    project = make.project(by=cast.tom, shown=True)
    save_case(
        project, by=cast.tom, value=30, technical=0.8, commercial=0.5, development=3, commercialisation=5
    )
    assert "Productivity index" in tom.get(f"/projects/{project.slug}").content.decode()
    customer = Client()
    customer.force_login(cast.carla)
    page = customer.get(f"/projects/{project.slug}", follow=True)
    assert page.status_code == 200
    assert "Productivity index" not in page.content.decode()
