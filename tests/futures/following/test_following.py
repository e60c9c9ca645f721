"""Who follows a future or an outcome hears what becomes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from desireline.futures.following import telling
from desireline.futures.following.rules import milestone
from desireline.futures.futures import api as futures
from desireline.futures.outcomes import api as outcomes
from desireline.kit.jobs.api import Job, run_all
from desireline.people.audiences.api import basic
from desireline.people.notices.api import follow
from desireline.people.notices.models import Notice
from tests import make
from tests.cast import Cast


def later() -> None:
    run_all(at=timezone.now() + timedelta(minutes=6))


def told(kind: str) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(kind=kind).order_by("id")
    return [(name, title) for name, title in rows.values_list("person__name", "title")]


def test_a_future_that_is_published_anew_is_told_once(cast: Cast, client: Client) -> None:
    future = make.future("No queue", desired_state="Nobody waits")
    follow(cast.carla, f"future:{future.pk}")
    follow(cast.stella, f"future:{future.pk}")
    futures.save(future, by=cast.stella, story="A morning without a queue")
    futures.publish(future, by=cast.stella, note="We wrote the story")
    assert told("future") == []
    later()
    assert told("future") == [("Carla", "No queue: published anew")]
    assert telling.tell_published(future.pk, 1) == 0
    client.force_login(cast.carla)
    notice = Notice.objects.get()
    assert notice.text == "We wrote the story"
    assert client.get(f"/me/notices/{notice.pk}", follow=True).status_code == 200


def test_of_two_versions_the_newer_is_told(cast: Cast) -> None:
    future = make.future("No queue", desired_state="Nobody waits")
    follow(cast.carla, f"future:{future.pk}")
    for story in ("One", "Two"):
        futures.save(future, by=cast.stella, story=story)
        futures.publish(future, by=cast.stella)
    later()
    assert len(told("future")) == 1


def test_a_new_outcome_is_told_to_who_follows_its_future(cast: Cast) -> None:
    future = make.future("No queue", desired_state="Nobody waits")
    follow(cast.carla, f"future:{future.pk}")
    row = outcomes.add(
        future, by=cast.stella, statement="Minimise the time it takes to be served at the counter"
    )
    gone = outcomes.add(
        future, by=cast.stella, statement="Minimise the number of forms that I have to fill in"
    )
    outcomes.archive(gone, by=cast.stella)
    later()
    assert told("future") == [("Carla", "No queue: a new desired outcome")]
    assert telling.tell_added(row.pk, by=cast.stella.pk) == 0


def test_an_outcome_in_other_words_is_told_and_nothing_else_of_it(cast: Cast) -> None:
    row = make.outcome("Minimise the time it takes to be served at the counter")
    follow(cast.carla, f"outcome:{row.pk}")
    outcomes.change(row, by=cast.stella, statement=row.statement, why="Because it is long")
    assert not Job.objects.filter(kind__startswith="futures.").exists()
    outcomes.change(row, by=cast.stella, statement="Minimise the time it takes to be served in the morning")
    later()
    assert told("outcome") == [("Carla", "A desired outcome was put anew")]
    outcomes.change(row, by=cast.stella, target=3)
    later()
    assert len(told("outcome")) == 2


def test_round_numbers_of_people_are_told_once(cast: Cast) -> None:
    row = make.outcome()
    follow(cast.cora, f"outcome:{row.pk}")
    outcomes.reach(row, by=cast.carla)
    later()
    assert told("outcome") == [("Cora", "1 person has reached what you follow")]
    outcomes.unreach(row, by=cast.carla)
    outcomes.reach(row, by=cast.carla)
    later()
    assert len(told("outcome")) == 1
    for _person in range(4):
        outcomes.reach(row, by=make.person())
    outcomes.unreach(row, by=cast.carla)
    later()
    assert len(told("outcome")) == 1
    outcomes.reach(row, by=cast.carla)
    later()
    assert told("outcome")[1:] == [("Cora", "5 people have reached what you follow")]


@pytest.mark.parametrize("change", ["audience", "archived", "outcome"])
def test_who_may_not_see_it_any_more_hears_and_reads_nothing(client: Client, cast: Cast, change: str) -> None:
    future = make.future()
    row = make.outcome(under=future)
    follow(cast.carla, f"outcome:{row.pk}")
    client.force_login(cast.carla)
    outcomes.change(row, by=cast.stella, target=3)
    later()
    assert "put anew" in client.get("/me/notices").content.decode()
    outcomes.change(row, by=cast.stella, target=4)
    if change == "audience":
        futures.save(future, by=cast.stella, audience=basic("staff"))
    elif change == "archived":
        futures.archive(future, by=cast.stella)
    else:
        outcomes.archive(row, by=cast.stella)
    later()
    assert Notice.objects.count() == 1
    assert "put anew" not in client.get("/me/notices").content.decode()


def test_nobody_waits_for_what_nobody_follows(cast: Cast) -> None:
    row = make.outcome(under=make.future(desired_state="Nobody waits"))
    outcomes.change(row, by=cast.stella, target=3)
    outcomes.reach(row, by=cast.carla)
    outcomes.add(row.future, by=cast.stella, statement="Minimise the number of forms that I have to fill in")
    futures.publish(row.future, by=cast.stella)
    assert not Job.objects.filter(kind__startswith="futures.").exists()


def test_round_numbers() -> None:
    assert [n for n in range(3000) if milestone(n)] == [1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500]
