"""The quick way to read a thread shows what the thorough way shows."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from desireline.listen.comments.models import Comment, Reaction
from desireline.listen.comments.reading import first_page, nodes, page_of_tops
from desireline.people.identity.models import Person
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def talk(cast: Cast, idea: object, rng: random.Random, many: int) -> None:
    elsewhere = Comment.objects.create(idea=make.idea(title="Elsewhere"), author=cast.otto, body="there")
    people = [cast.carla, cast.otto, cast.tom, None]
    made: list[Comment] = [elsewhere]
    start = timezone.now() - timedelta(days=3)
    for _ in range(many):
        author = rng.choice(people)
        comment = Comment.objects.create(
            idea=idea,
            author=author,
            guest_name="" if author else "Gast",
            parent=rng.choice([None, *rng.sample(made, min(3, len(made)))]),
            body=rng.choice(["yes", "@Tom see", "no **way**"]),
            internal=rng.random() < 0.2,
            state=rng.choice([1, 1, 1, 1, 2, 3, 4, 5]),
            created=start + timedelta(minutes=rng.randrange(40)),
        )
        made.append(comment)
        if rng.random() < 0.3:
            Reaction.objects.create(comment=comment, person=cast.carla, kind=Reaction.Kind.values[0])


@pytest.mark.parametrize("many", [0, 1, 9, 35, 58])
@pytest.mark.parametrize("newest", [True, False])
def test_both_ways_show_the_same(cast: Cast, many: int, newest: bool) -> None:
    idea = make.idea()
    talk(cast, idea, random.Random(many), many)
    readers: list[Person | None] = [None, cast.carla, cast.otto, cast.tom]
    for reader in readers:
        page = page_of_tops(idea, reader, cursor=None, newest=newest)
        slow = nodes(idea, [row["id"] for row in page.rows], reader)
        quick, following = first_page(idea, reader, newest=newest)
        assert quick == slow
        assert following == page.next


def test_the_beginning_of_a_thread_costs_two_queries(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    idea = make.idea()
    talk(cast, idea, random.Random(3), 30)
    with django_assert_num_queries(2):
        first_page(idea, cast.carla, newest=False)


def test_a_long_thread_is_read_page_by_page(cast: Cast) -> None:
    idea = make.idea()
    Comment.objects.bulk_create([Comment(idea=idea, author=cast.otto, body=str(n)) for n in range(70)])
    found, following = first_page(idea, cast.carla, newest=False)
    assert len(found) == 20
    assert following
