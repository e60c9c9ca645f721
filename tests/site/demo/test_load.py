"""The demo in an empty instance: all of it or nothing, counted rightly, and seen only by those who may."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from desireline.codevelop.gates.models import GateDecision
from desireline.codevelop.projects.models import Visit
from desireline.kit.jobs.models import Job
from desireline.listen.comments.api import recount as recount_comments
from desireline.listen.comments.models import Comment
from desireline.listen.ideas.models import Idea
from desireline.listen.merges.models import Merge
from desireline.listen.order.models import Impression, OrderVersion
from desireline.listen.votes.api import recount as recount_votes
from desireline.listen.votes.models import Vote
from desireline.people.identity.models import Person
from desireline.people.notices.models import Notice
from desireline.site.demo import load
from desireline.site.demo.world import World

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def bank(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The loaded demo, once for all tests of this file, in a transaction that is taken back at the end."""
    from django.db import transaction

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield load.load(lambda line: None)
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def demo(bank: World, db: None, settings: Any) -> World:
    settings.DEMO = True
    return bank


def test_all_that_is_written_is_there(demo: World) -> None:
    assert Person.objects.count() == len(demo.life.people) + 4
    assert Idea.objects.count() == len(demo.script.ideas)
    assert Comment.objects.count() == len(demo.script.comments)
    assert Merge.objects.count() == sum(idea.merge is not None for idea in demo.script.ideas)
    assert Person.objects.get(attributes__cast="rick").is_active is False
    assert demo.futures["money-without-worry"].versions.count() == 2


@pytest.mark.parametrize("path", ["/", "/boards", "/sign-in", "/sign-up", "/sign-in/code", "/nowhere"])
def test_every_page_says_that_it_is_a_demonstration_also_the_bare_ones(
    demo: World, client: Client, path: str
) -> None:
    assert "people, votes and ratings are simulated" in client.get(path).content.decode()


def test_every_counter_is_what_a_recount_finds(demo: World) -> None:
    ids = list(Idea.objects.values_list("pk", flat=True))
    assert recount_votes(ids) == 0
    assert recount_comments(ids) == 0
    for idea in Idea.objects.all():
        assert idea.seen == Impression.objects.filter(idea=idea).count()
        assert idea.seen_votes == Vote.objects.filter(idea=idea, seen=True).count() <= idea.seen


def test_boards_are_in_their_fair_order_at_once(demo: World) -> None:
    assert OrderVersion.objects.filter(ready=True).count() == len(demo.boards)


def test_nobody_is_told_but_the_cast_and_no_mail_waits(demo: World) -> None:
    cast = set(Person.objects.filter(attributes__has_key="cast").values_list("pk", flat=True))
    assert set(Notice.objects.values_list("person", flat=True)) <= cast
    unread = Notice.objects.filter(read_at__isnull=True)
    assert 5 <= unread.count() <= 5 * len(cast)
    assert not Notice.objects.exclude(mail="never").exists()
    assert not mail.outbox
    assert not Job.objects.filter(kind__contains="tell").exists()


HIDDEN = ("pending", "spam")


def test_anonymous_readers_meet_only_what_is_public(demo: World, client: Client) -> None:
    secret = [idea for idea in demo.script.ideas if idea.state in HIDDEN or idea.board != "everyday"]
    assert {idea.board for idea in secret} == set(demo.boards)
    for path in ("/", "/boards", "/boards/everyday", "/boards/everyday?sort=newest"):
        page = client.get(path).content.decode()
        assert [idea.key for idea in secret if idea.title in page] == []
    for board in ("business", "workshop"):
        assert client.get(f"/boards/{board}").status_code == 404


def test_a_business_customer_sees_their_board_and_not_the_workshop(demo: World, client: Client) -> None:
    client.post("/sign-in/as/tomasz")
    assert client.get("/boards/business").status_code == 200
    assert client.get("/boards/workshop").status_code == 404


def test_the_team_sees_all_boards(demo: World, client: Client) -> None:
    client.post("/sign-in/as/nadia")
    for board in demo.boards:
        assert client.get(f"/boards/{board}").status_code == 200


def test_one_click_signs_in_as_each_of_the_cast(demo: World, client: Client) -> None:
    page = client.get("/").content.decode()
    for member in demo.script.cast:
        assert f'action="/sign-in/as/{member.key}"' in page
        assert client.post(f"/sign-in/as/{member.key}").status_code == 302
        signed_in = "_auth_user_id" in client.session
        assert signed_in is not member.blocked
        client.logout()


def test_every_page_says_that_it_is_simulated(demo: World, client: Client, settings: Any) -> None:
    said = "people, votes and ratings are simulated"
    assert said in client.get("/futures").content.decode()
    settings.DEMO = False
    page = client.get("/boards").content.decode()
    assert said not in page


def test_home_asks_a_fixed_number_of_questions(demo: World, django_assert_max_num_queries: Any) -> None:
    from desireline.site.home.page import home_page

    tomasz = demo.people["tomasz"]
    with django_assert_max_num_queries(12):
        found = home_page(tomasz)
    assert len(found["futures"]) == 3
    with django_assert_max_num_queries(11):
        home_page(None)


def test_where_a_visit_ended_somebody_decided(demo: World) -> None:
    over = Visit.objects.filter(left__isnull=False)
    assert over.count() > 100
    assert not over.exclude(pk__in=GateDecision.objects.values("visit")).exists()
    assert not GateDecision.objects.filter(project__state="active", verdict__in=["kill", "hold"]).exists()
