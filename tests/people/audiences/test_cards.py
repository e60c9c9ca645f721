"""What is found follows who belongs to an audience at once; its cards are made anew only when its kind changes."""

from __future__ import annotations

import pytest

from desireline.engines.search.api import Query, catch_up, query, tokens_of
from desireline.kit.jobs.api import Job, run_all
from desireline.listen.ideas import api as ideas
from desireline.listen.ideas.models import Idea
from desireline.people.audiences.api import forget
from desireline.people.audiences.managing import save
from desireline.people.audiences.models import Audience
from desireline.people.identity.models import Person
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def told(audience: Audience, *, by: Person) -> Idea:
    """An idea on a board for this audience."""
    board = make.board()
    board.audience = audience
    board.save()
    run_all()
    return ideas.post(board, by=by, draft=ideas.Draft(title="A lantern"))


def found(person: Person | None) -> list[int]:
    return [hit.id for hit in query(Query("lantern", tokens_of(person), types=("idea",))).hits]


def test_who_comes_to_belong_finds_at_once_and_who_no_longer_does_no_longer(cast: Cast) -> None:
    make.status()
    pilot = save(None, by=cast.ada, name="Pilot", conditions={}, people=[cast.carla.pk])
    idea = told(pilot, by=cast.carla)
    assert (found(cast.carla), found(cast.otto)) == ([idea.pk], [])
    save(pilot, by=cast.ada, name="Pilot", conditions={}, people=[cast.otto.pk])
    assert (found(cast.carla), found(cast.otto)) == ([], [idea.pk])
    north = save(None, by=cast.ada, name="North", conditions={"region": ["north"]}, people=None)
    idea.board.audience = north
    idea.board.save()
    run_all()
    assert (found(cast.carla), found(cast.otto), found(cast.tom)) == ([], [], [idea.pk])
    Person.objects.filter(pk=cast.carla.pk).update(attributes={"region": "north"})
    cast.carla.refresh_from_db()
    assert found(cast.carla) == [idea.pk]
    save(north, by=cast.ada, name="North", conditions={"region": ["south"]}, people=None)
    assert found(cast.carla) == []
    assert not Job.objects.filter(kind="search.reindex").exists()


def test_an_audience_of_another_kind_has_its_cards_made_anew(cast: Cast) -> None:
    make.status()
    pilot = save(None, by=cast.ada, name="Pilot", conditions={}, people=[cast.carla.pk])
    idea = told(pilot, by=cast.carla)
    Audience.objects.filter(kind="staff").update(kind="named")
    pilot.kind = Audience.Kind.STAFF
    pilot.save()
    forget()
    assert found(cast.carla) == []
    run_all()
    catch_up()
    assert (found(cast.carla), found(cast.tom)) == ([], [idea.pk])
    assert query(Query("lantern", (f"staff:{pilot.pk}",))).hits
    assert not query(Query("lantern", (f"audience:{pilot.pk}",))).hits
