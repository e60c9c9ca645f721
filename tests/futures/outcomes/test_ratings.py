from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desireline.futures.outcomes import api
from desireline.futures.outcomes.models import Attainment, Rating
from desireline.kit.errors import Refused
from tests import make
from tests.cast import Cast


def test_a_changed_rating_keeps_its_history(cast: Cast) -> None:
    outcome = make.outcome()
    api.rate(outcome, by=cast.carla, importance=5)
    api.rate(outcome, by=cast.carla, satisfaction=2)
    rating = api.rate(outcome, by=cast.carla, importance=4)
    assert (rating.importance, rating.satisfaction) == (4, 2)
    history = list(rating.changes.order_by("id").values_list("importance", "satisfaction"))
    assert history == [(5, None), (5, 2), (4, 2)]


def test_the_same_rating_again_is_no_change(cast: Cast) -> None:
    outcome = make.outcome()
    api.rate(outcome, by=cast.carla, importance=5)
    rating = api.rate(outcome, by=cast.carla, importance=5)
    assert rating.changes.count() == 1


@pytest.mark.parametrize("number", [0, 6, -1])
def test_a_rating_out_of_range_is_refused(cast: Cast, number: int) -> None:
    with pytest.raises(Refused):
        api.rate(make.outcome(), by=cast.carla, importance=number)


def test_blocked_people_cannot_rate(cast: Cast) -> None:
    with pytest.raises(Refused):
        api.rate(make.outcome(), by=cast.bob, importance=3)


def test_time_to_outcome_is_the_median_of_those_who_reached_it_later(cast: Cast) -> None:
    outcome, now = make.outcome(), timezone.now()
    for person, days in ((cast.carla, 10), (cast.otto, 20), (cast.cora, 60)):
        api.rate(outcome, by=person, importance=4, at=now - timedelta(days=days))
        api.reach(outcome, by=person, at=now)
    api.reach(outcome, by=cast.tom, at=now)
    assert api.time_to_outcome(outcome) == timedelta(days=20)
    assert api.attainment_summary(outcome)["reached"] == 4


def test_reaching_is_said_once_and_can_be_taken_back(cast: Cast) -> None:
    outcome = make.outcome()
    api.reach(outcome, by=cast.carla)
    api.reach(outcome, by=cast.carla)
    assert Attainment.objects.count() == 1
    api.unreach(outcome, by=cast.carla)
    assert not Attainment.objects.exists()


def test_rating_on_the_page_without_scripts(client: Client, cast: Cast) -> None:
    outcome = make.outcome()
    client.force_login(cast.carla)
    answer = client.post(
        reverse("outcome_rate", kwargs={"slug": outcome.slug}), {"importance": "5", "satisfaction": "1"}
    )
    assert answer.status_code == 302
    rating = Rating.objects.get()
    assert (rating.importance, rating.satisfaction) == (5, 1)


def test_rating_with_scripts_answers_with_the_fragment(client: Client, cast: Cast) -> None:
    outcome = make.outcome()
    client.force_login(cast.carla)
    answer = client.post(
        reverse("outcome_rate", kwargs={"slug": outcome.slug}),
        {"importance": "5"},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200
    assert b"<html" not in answer.content
    assert b"checked" in answer.content


def test_nonsense_numbers_on_the_page_change_nothing(client: Client, cast: Cast) -> None:
    outcome = make.outcome()
    client.force_login(cast.carla)
    for nonsense in ("9", "x", "-1", "5" * 50):
        client.post(reverse("outcome_rate", kwargs={"slug": outcome.slug}), {"importance": nonsense})
    assert not Rating.objects.filter(importance__isnull=False).exists()


def test_outcomes_that_need_a_voice_are_those_with_the_fewest_answers(cast: Cast) -> None:
    first, second, third = (
        make.outcome(f"Minimise the time it takes to do thing {n} at night") for n in range(3)
    )
    api.rate(first, by=cast.carla, importance=3, satisfaction=3)
    api.rate(second, by=cast.otto, importance=3, satisfaction=3)
    assert [row.pk for row in api.needing_voice(cast.carla)] == [third.pk, second.pk]
