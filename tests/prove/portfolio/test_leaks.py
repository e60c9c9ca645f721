"""What is confidential counts for its members and for stewards, and shows nowhere else; few queries whatever the number."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.test import Client

from desireline.codevelop.projects.models import ProjectMember
from desireline.people.identity.models import Person
from desireline.prove.portfolio.api import Review, rows, save_case
from desireline.prove.portfolio.reviewing import call_review, decide_item
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
FULL = {
    "value": 900_001,
    "technical": 0.5,
    "commercial": 0.5,
    "development": 777,
    "days_planned": 5,
    "horizon": 2,
}
PAGES = [f"/portfolio?view={view}" for view in ("value", "balance", "ranking", "funnel", "flow")]
PAGES += ["/portfolio.csv", "/portfolio?view=ranking&budget=1000000"]


def read(person: Person, path: str) -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.fixture
def review(cast: Cast) -> Review:
    """One open and one secret project of Stella's, both with a case, and a review that talks about both."""
    open_ = make.project("Open to all of us", by=cast.stella)
    secret = make.project("Hush hush", by=cast.stella, confidential=True)
    for project in (open_, secret):
        save_case(project, by=cast.stella, **FULL)
        project.due = date(2026, 1, 1)
        project.save()
    made = call_review(by=cast.stella, on=date(2026, 1, 2))
    for item in made.items.filter(project__isnull=False):
        decide_item(item, by=cast.stella, decision=f"Go on with number {item.project_id}")
    return made


def test_the_team_never_reads_of_it(cast: Cast, review: Review) -> None:
    secret = review.items.get(project__title="Hush hush").project
    assert secret is not None
    for path in (
        *PAGES,
        "/portfolio/reviews",
        f"/portfolio/reviews/{review.pk}",
        f"/portfolio/reviews/{review.pk}/minutes",
    ):
        page = read(cast.tom, path)
        assert "Hush" not in page, path
        assert secret.slug not in page, path
    assert "2 of 2" not in read(cast.tom, PAGES[2])
    assert "Hush" not in read(cast.tom, f"/portfolio/reviews/{review.pk}/minutes?as=markdown")
    assert f"number {secret.pk}" not in read(cast.tom, f"/portfolio/reviews/{review.pk}/minutes?as=markdown")


def test_members_and_stewards_count_it(cast: Cast, review: Review) -> None:
    secret = review.items.get(project__title="Hush hush").project
    assert secret is not None
    assert len(rows(cast.tom)) == 1
    ProjectMember.objects.create(project=secret, person=cast.tom)
    for person in (cast.tom, cast.stella, cast.ada):
        assert len(rows(person)) == 2
        assert "Hush" in read(person, "/portfolio.csv")
        assert "Hush" in read(person, f"/portfolio/reviews/{review.pk}")


def test_nobody_else_counts_anything(cast: Cast, review: Review) -> None:
    for person in (None, cast.carla, cast.cora, cast.bob):
        assert rows(person) == []


def test_no_cell_of_the_csv_is_a_formula(cast: Cast) -> None:
    save_case(make.project("=SUM(A1:A9)", by=cast.tom), by=cast.tom, **FULL)
    head, row = list(csv.reader(io.StringIO(read(cast.tom, "/portfolio.csv").lstrip("\ufeff"))))
    cells = dict(zip(head, row, strict=True))
    assert cells["title"] == "'=SUM(A1:A9)"
    assert cells["productivity_index"] == "288.5756"
    assert cells["technical"] == "0.5"


Count = Callable[[int], AbstractContextManager[object]]


@pytest.mark.parametrize(
    ("view", "most"), [("value", 7), ("balance", 8), ("ranking", 6), ("funnel", 10), ("flow", 9)]
)
def test_a_view_asks_as_little_for_twenty_projects_as_for_one(
    cast: Cast, client: Client, django_assert_max_num_queries: Count, view: str, most: int
) -> None:
    client.force_login(cast.tom)
    outcome = make.outcome()
    for _n in range(20):
        save_case(make.project(by=cast.tom, under=outcome), by=cast.tom, **FULL)
    client.get("/portfolio")
    with django_assert_max_num_queries(most):
        assert client.get(f"/portfolio?view={view}").status_code == 200
