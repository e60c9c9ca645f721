from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from desireline.listen.comments.models import Comment
from desireline.listen.ideas.models import Idea
from desireline.listen.votes.models import Vote
from desireline.people.identity.models import Person
from tests import make
from tests.cast import Cast

NOTE = "From the searches: 12 people looked for it."


def file(client: Client, person: Person, **more: str) -> Any:
    board = make.board()
    client.force_login(person)
    return client.post(f"/boards/{board.slug}/new", {"title": "Parking for bicycles", **more})


def test_an_idea_of_a_customer_has_their_vote_and_a_note_for_the_team(cast: Cast, client: Client) -> None:
    assert file(client, cast.tom, heard=NOTE, heard_email="carla@example.org").status_code == 302
    idea = Idea.objects.get()
    vote = Vote.objects.get()
    assert (vote.person, vote.by, vote.note, vote.source) == (cast.carla, cast.tom, NOTE, Vote.Source.BEHALF)
    note = Comment.objects.get()
    assert (note.body, note.internal, note.author) == (NOTE, True, cast.tom)
    client.logout()
    assert NOTE not in client.get(f"/ideas/{idea.pk}", follow=True).content.decode()


def test_from_a_search_nobody_votes(cast: Cast, client: Client) -> None:
    file(client, cast.tom, heard=NOTE)
    assert Idea.objects.get().votes == 0
    assert Comment.objects.get().internal


def test_without_a_note_it_is_the_teams_own(cast: Cast, client: Client) -> None:
    file(client, cast.tom, heard="", heard_email="")
    assert Vote.objects.get().person == cast.tom
    assert not Comment.objects.exists()


def test_a_customer_needs_a_source(cast: Cast, client: Client) -> None:
    page = file(client, cast.tom, heard_email="carla@example.org")
    assert page.status_code == 422
    assert "Say where you heard it" in page.content.decode()
    assert not Idea.objects.exists()


def test_a_blocked_customer_does_not_vote_and_the_idea_stands(cast: Cast, client: Client) -> None:
    answer = file(client, cast.tom, heard=NOTE, heard_email="bob@example.org")
    assert "This person is blocked or gone." in client.get(answer.url).content.decode()
    assert Idea.objects.get().votes == 0


@pytest.mark.parametrize("name", ["carla", "cora"])
def test_others_file_nothing_for_anybody(cast: Cast, client: Client, name: str) -> None:
    person = getattr(cast, name)
    file(client, person, heard=NOTE, heard_email="otto@example.org")
    assert Vote.objects.get().person == person
    assert not Comment.objects.exists()
    assert "heard_email" not in client.get(f"/boards/{Idea.objects.get().board.slug}/new").content.decode()
