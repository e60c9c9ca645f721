"""Projects on the pages of ideas, outcomes, themes and accounts."""

from __future__ import annotations

from django.test import Client

from desireline.codevelop.projects.api import led_from
from desireline.listen.merges import api as merges
from desireline.understand.themes.models import Level, Saying, Theme
from tests import make
from tests.cast import Cast


def test_an_idea_says_to_what_it_led_also_through_a_merge(cast: Cast, client: Client) -> None:
    board = make.board()
    small, large = make.idea(on=board), make.idea(on=board)
    project = make.project("Cards that freeze", by=cast.tom, ideas=[small.pk], shown=True)
    inside = make.project("Only for us", by=cast.tom, ideas=[small.pk])
    merges.merge(small, large, by=cast.tom, tell=False)
    page = client.get(f"/ideas/{large.pk}-{large.slug}").content.decode()
    assert project.title in page
    assert inside.title not in page
    assert "Start a project" not in page
    client.force_login(cast.tom)
    page = client.get(f"/ideas/{large.pk}-{large.slug}").content.decode()
    assert inside.title in page
    assert f"/projects/new?idea={large.pk}" in page


def test_an_outcome_shows_what_is_in_the_making(cast: Cast, client: Client) -> None:
    outcome = make.outcome()
    assert "In the making" not in client.get(f"/outcomes/{outcome.slug}").content.decode()
    project = make.project(by=cast.tom, under=outcome, shown=True)
    assert project.title in client.get(f"/outcomes/{outcome.slug}").content.decode()
    client.force_login(cast.tom)
    assert f"/projects/new?outcome={outcome.slug}" in client.get(f"/outcomes/{outcome.slug}").content.decode()


def test_a_theme_begins_a_project(cast: Cast, client: Client) -> None:
    idea = make.idea(by=cast.carla)
    theme = Theme.objects.create(level=Level.MIDDLE, name="Waiting", model="letters", centre=b"")
    Saying.objects.create(idea=idea, at=idea.created, digest=b"", middle=theme)
    client.force_login(cast.tom)
    assert f"/projects/new?theme={theme.pk}" in client.get(f"/themes/{theme.pk}").content.decode()
    client.post("/projects/new", {"title": "Less waiting", "outcome": make.outcome().pk, "theme": theme.pk})
    assert "Less waiting" in client.get(f"/themes/{theme.pk}").content.decode()


def test_an_account_sees_what_grew_out_of_its_words(cast: Cast, client: Client) -> None:
    board = make.board()
    idea, other = make.idea(on=board, by=cast.carla), make.idea(on=board, by=cast.otto)
    merges.merge(idea, other, by=cast.tom, tell=False)
    shown = make.project(by=cast.tom, ideas=[other.pk], shown=True)
    inside = make.project(by=cast.tom, ideas=[idea.pk])
    make.project(by=cast.tom, ideas=[idea.pk], confidential=True)
    assert {one.title for one in led_from(cast.harbour, cast.tom)} == {shown.title, inside.title}
    assert [(one.title, one.people) for one in led_from(cast.harbour, cast.carla)] == [(shown.title, 1)]
    client.force_login(cast.tom)
    assert "Projects that grew out of" in client.get("/accounts/harbour-cafe").content.decode()
