"""Somebody is called the same on every page: by name, by number, or said to have left."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from desireline.listen.comments import api as comments
from desireline.people.identity.models import Person
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("name", "erased"), [("Carla", False), ("", False), ("", True)])
def test_on_boards_ideas_comments_and_in_feeds(cast: Cast, client: Client, name: str, erased: bool) -> None:
    board = make.board("Wishes")
    idea = make.idea("One wish", on=board, by=cast.carla)
    comments.post(make.idea("Another", on=board, by=cast.otto), by=cast.carla, body="Me too")
    Person.objects.filter(pk=cast.carla.pk).update(name=name, erased=timezone.now() if erased else None)
    expected = "Someone who left" if erased else name or f"Customer {cast.carla.pk}"
    other = idea.pk + 1
    for path in (f"/boards/{board.slug}", f"/ideas/{idea.pk}-{idea.slug}", f"/ideas/{other}-another"):
        page = client.get(path, follow=True).content.decode()
        assert expected in page, path
        assert "A customer" not in page
