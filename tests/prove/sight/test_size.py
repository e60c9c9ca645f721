"""What the database sorts and counts says the same as reading all of it."""

from __future__ import annotations

import random

import pytest
from django.db.models import Exists, F, OuterRef, Q
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from desireline.codevelop.models import ProjectOrigin
from desireline.listen.models import Idea, IdeaOutcome
from desireline.people.identity.models import Person
from desireline.prove.sight import orphans
from desireline.prove.sight.models import Justification
from desireline.prove.sight.orphans import Start
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def some(cast: Cast, number: int, seed: int) -> None:
    """Ideas of which some have an outcome, a project, a project through what they were joined with, or a reason."""
    draw, board = random.Random(seed), make.board()
    ways = [make.status(f"{stage}-{seed}", stage=stage) for stage in ("planned", "started", "new")]
    outcome, project = make.outcome(), make.project(by=cast.tom)
    made = [
        make.idea(
            on=board, status=draw.choice(ways), votes=draw.randrange(4), imported_votes=draw.randrange(3)
        )
        for _n in range(number)
    ]
    for one in made:
        chance = draw.random()
        if chance < 0.2:
            IdeaOutcome.objects.create(idea=one, outcome=outcome)
        elif chance < 0.35:
            ProjectOrigin.objects.create(project=project, idea=one)
        elif chance < 0.5:
            joined = make.idea(on=board, status=one.status, state=Idea.State.MERGED, merged_into=one)
            ProjectOrigin.objects.create(project=project, idea=joined)
        elif chance < 0.6:
            Justification.objects.create(idea=one, reason="By law", by=cast.tom)


def plainly(person: Person) -> list[int]:
    """One idea after the other, as it is said."""
    grown = ProjectOrigin.objects.filter(Q(idea=OuterRef("pk")) | Q(idea__merged_into=OuterRef("pk")))
    linked = IdeaOutcome.objects.filter(idea=OuterRef("pk"))
    rows = Idea.objects.visible_to(person).filter(
        ~Exists(grown),
        ~Exists(linked),
        state=Idea.State.PUBLISHED,
        archived=False,
        status__stage__in=orphans.STAGES,
    )
    order = rows.annotate(support=F("votes") + F("imported_votes")).order_by("-support", "-pk")
    return list(order.values_list("pk", flat=True))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_pages_of_ideas_without_an_outcome_are_all_of_them(cast: Cast, seed: int) -> None:
    some(cast, 120, seed)
    said = set(Justification.objects.values_list("idea", flat=True))
    wanted = plainly(cast.tom)
    found, cursor = [], None
    while True:
        page = orphans.ideas(cast.tom, Start(waiting=cursor))
        found += [one.id for one in page.rows]
        assert page.total == len([pk for pk in wanted if pk not in said])
        assert page.justified_total == len([pk for pk in wanted if pk in said])
        cursor = page.waiting.next
        if cursor is None:
            break
    assert found == [pk for pk in wanted if pk not in said]


def test_the_audit_asks_no_more_of_more_ideas(
    cast: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(cast.tom)
    some(cast, 5, 1)
    client.get("/sight/audit")
    with django_assert_max_num_queries(30) as asked:
        client.get("/sight/audit")
        few = len(asked)
    some(cast, 90, 2)
    client.get("/sight/audit")
    with django_assert_max_num_queries(few + 4):
        assert client.get("/sight/audit").status_code == 200
