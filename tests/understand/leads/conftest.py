"""Two themes: a small one that grew, with Carla early in it, and an old one, in which Otto voted late and often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from desireline.futures.outcomes.models import DesiredOutcome, Rating
from desireline.listen.ideas.models import Idea
from desireline.listen.votes.models import Vote
from desireline.people.identity.api import Person
from desireline.understand.themes.models import Saying, Theme
from tests import make
from tests.cast import Cast


@dataclass
class Led:
    cast: Cast
    grew: Theme
    old: Theme
    early: Idea
    outcome: DesiredOutcome


def theme(name: str) -> Theme:
    return Theme.objects.create(level=2, name=name, words=[name.lower()], model="letters", centre=b"")


def said(where: Theme | None, *, by: Person | None, days: float, on: object = None) -> Idea:
    """An idea of so many days ago, in the theme."""
    at = timezone.now() - timedelta(days=days)
    idea = make.idea(by=by, created=at, status_at=at, **({"on": on} if on else {}))  # type: ignore[arg-type]
    Saying.objects.create(idea=idea, at=at, digest=b"x", middle=where)
    return idea


def voted(idea: Idea, *, by: Person, days: float) -> Vote:
    return Vote.objects.create(idea=idea, person=by, created=timezone.now() - timedelta(days=days))


def rated(
    outcome: DesiredOutcome, *, by: Person, importance: int, satisfaction: int, days: float = 1
) -> Rating:
    at = timezone.now() - timedelta(days=days)
    return Rating.objects.create(
        outcome=outcome, person=by, importance=importance, satisfaction=satisfaction, at=at, changed=at
    )


@pytest.fixture
def led(cast: Cast) -> Led:
    grew, old = theme("Instant payments"), theme("Opening hours")
    board = make.board()
    early = said(grew, by=cast.carla, days=300, on=board)
    for n in range(6):
        voted(early, by=make.person(), days=60 - n)
    first = said(old, by=make.person(), days=300, on=board)
    for n in range(6):
        voted(first, by=make.person(), days=290 - n)
    for n in range(30):
        voted(said(old, by=make.person(), days=280, on=board), by=cast.otto, days=100 - n)
    outcome = make.outcome()
    rated(outcome, by=cast.carla, importance=5, satisfaction=2)
    return Led(cast, grew, old, early, outcome)
