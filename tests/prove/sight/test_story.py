"""A future's story on one page: made of its own data, for each reader of what they may see."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from desireline.futures.models import Future, Rating
from desireline.listen.models import IdeaOutcome
from desireline.people.profile.api import EXPORTERS
from desireline.prove.sight import mending
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def future(cast: Cast) -> Future:
    found = make.future(
        "Money you can see",
        present_context="Every month the same fear.",
        desired_state="You know it at a glance.",
        promise_value="Know it in a minute",
    )
    outcome = make.outcome("Minimise the time it takes to know what I owe", under=found)
    for person in (cast.carla, cast.otto):
        Rating.objects.create(outcome=outcome, person=person, importance=5, satisfaction=1)
    IdeaOutcome.objects.create(idea=make.idea("Show what I owe", votes=3), outcome=outcome)
    make.project("Owe-o-meter", by=cast.tom, under=outcome)
    make.project("Shown to all", by=cast.tom, under=outcome, shown=True)
    return found


def story(client: Client, future: Future, person: object = None, **query: str) -> str:
    if person is not None:
        client.force_login(person)  # type: ignore[arg-type]
    response = client.get(reverse("future_story", args=[future.slug]), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("query", [{}, {"as": "slides"}])
def test_all_of_it_is_from_the_future(
    client: Client, cast: Cast, future: Future, query: dict[str, str]
) -> None:
    text = story(client, future, cast.tom, **query)
    for words in (
        "Every month the same fear.",
        "You know it at a glance.",
        "Know it in a minute",
        "Minimise the time it takes to know what I owe",
        "Owe-o-meter",
        "2 people who rated",
        "3 votes",
        "How pressing",
    ):
        assert words in text, words


def test_others_read_only_what_is_theirs(client: Client, cast: Cast, future: Future) -> None:
    text = story(client, future)
    assert "Owe-o-meter" not in text
    assert "Shown to all" in text
    assert "How pressing" not in text
    assert reverse("sight_audit") not in text


def test_the_reader_finds_their_own_part(client: Client, cast: Cast, future: Future) -> None:
    own = story(client, future, cast.carla).split('class="own"')[1][:200]
    assert "Customers" in own
    own = story(client, future, cast.stella).split('class="own"')[1][:200]
    assert "Stewards" in own


def test_the_page_of_a_future_leads_there(client: Client, cast: Cast, future: Future) -> None:
    text = client.get(reverse("future", args=[future.slug])).content.decode()
    assert reverse("future_story", args=[future.slug]) in text
    assert f"/sight?future={future.slug}" in text
    assert "/sight/promises" not in text


def test_what_one_wrote_here_is_taken_along(cast: Cast) -> None:
    mending.justify("idea", make.idea(), reason="The law asks for it.", by=cast.tom)
    rows = list(EXPORTERS["justifications"](cast.tom))
    assert rows[0]["reason"] == "The law asks for it."
    assert list(EXPORTERS["promise_evidence"](cast.tom)) == []
