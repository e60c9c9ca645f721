"""What is confidential is nowhere: not in lists, counts, search, the showcase or the pages of what it grew out of."""

from __future__ import annotations

import pytest
from django.test import Client

from desireline.codevelop.projects import api, cards
from desireline.codevelop.projects.api import Project
from tests import make
from tests.cast import Cast

PLACES = ("/projects", "/projects?view=board", "/projects?view=timeline", "/projects?state=all", "/showcase")


@pytest.fixture
def secret(cast: Cast) -> Project:
    idea = make.idea("Freeze a card in the app", by=cast.carla)
    return make.project("Operation Lantern", by=cast.stella, ideas=[idea.pk], shown=True, confidential=True)


@pytest.mark.parametrize("place", PLACES)
def test_others_of_the_team_and_outsiders_meet_it_nowhere(
    place: str, secret: Project, cast: Cast, client: Client
) -> None:
    for person in (None, cast.carla, cast.tom):
        if person:
            client.force_login(person)
        else:
            client.logout()
        page = client.get(place).content.decode()
        assert "Lantern" not in page
        assert secret.slug not in page
    assert not Project.objects.visible_to(cast.tom).exists()


def test_its_idea_and_its_outcome_are_silent(secret: Project, cast: Cast, client: Client) -> None:
    idea = secret.origins.get().idea
    assert idea is not None
    for person in (None, cast.carla, cast.tom):
        if person:
            client.force_login(person)
        for address in (f"/ideas/{idea.pk}-{idea.slug}", f"/outcomes/{secret.outcome.slug}"):
            assert "Lantern" not in client.get(address).content.decode()


def test_members_and_stewards_see_it(secret: Project, cast: Cast, client: Client) -> None:
    api.join(secret, person=cast.tom, by=cast.stella)
    for person in (cast.tom, cast.stella, cast.ada):
        client.force_login(person)
        assert "Lantern" in client.get("/projects").content.decode()
        assert client.get(f"/projects/{secret.slug}").status_code == 200


def test_it_has_no_card_in_the_search(secret: Project, cast: Cast) -> None:
    assert cards.project_ids() == []
    assert list(cards.project_cards([secret.pk])) == []
    assert cards.projects_seen(cast.stella, [secret.pk]) == {}


def test_lifted_it_is_found_again_and_by_its_story_alone_once_shown(secret: Project, cast: Cast) -> None:
    api.keep_secret(secret, by=cast.stella, on=False)
    api.change(secret, by=cast.stella, purpose="Nobody outside may read this", story="It began at the till.")
    (card,) = cards.project_cards([secret.pk])
    assert "Nobody outside" not in card.body or len(card.allow) == 1
    Project.objects.filter(pk=secret.pk).update(shown=None)
    (card,) = cards.project_cards([secret.pk])
    assert "Nobody outside" in card.body
    assert len(card.allow) == 1


def test_making_it_confidential_takes_it_out_of_the_showcase(cast: Cast) -> None:
    project = make.project(by=cast.tom, shown=True)
    api.keep_secret(project, by=cast.tom)
    api.keep_secret(project, by=cast.tom, on=False)
    assert project.shown is None
