import pytest
from django.test import Client
from django.urls import reverse

from desireline.futures.outcomes.models import DesiredOutcome, Rating
from desireline.people.audiences.models import Audience
from desireline.understand.opportunities import api
from tests import make
from tests.cast import Cast


def answers(outcome: DesiredOutcome, pairs: list[tuple[int | None, int | None]], **who: object) -> None:
    for importance, satisfaction in pairs:
        person = make.person(**who)
        Rating.objects.create(
            outcome=outcome, person=person, importance=importance, satisfaction=satisfaction
        )


def test_the_important_and_badly_served_outcome_comes_first(cast: Cast) -> None:
    future = make.future()
    served, missed = make.outcome(under=future), make.outcome(under=future)
    answers(served, [(5, 5)] * 40)
    answers(missed, [(5, 1)] * 40)
    found = api.landscape(cast.tom)
    assert [row.outcome.pk for row in found.rows] == [missed.pk, served.pk]
    assert found.rows[0].band == "extreme"
    assert not found.rows[0].tied
    assert found.respondents == 80


def test_outcomes_that_the_answers_cannot_tell_apart_share_a_place(cast: Cast) -> None:
    future = make.future()
    for _ in range(2):
        answers(make.outcome(under=future), [(5, 2), (4, 4), (2, 1), (5, 3)])
    rows = api.landscape(cast.tom).rows
    assert [row.place for row in rows] == [1, 1]
    assert all(row.tied for row in rows)


def test_half_an_answer_does_not_count(cast: Cast) -> None:
    outcome = make.outcome()
    answers(outcome, [(5, None), (None, 2)])
    found = api.landscape(cast.tom)
    assert found.rows == []
    assert found.silent == [outcome]


def test_a_segment_is_looked_at_by_itself(cast: Cast) -> None:
    outcome = make.outcome()
    audience = Audience.objects.create(kind="segment", name="Cafes", conditions={"trade": ["cafe"]})
    answers(outcome, [(5, 1)] * 10, attributes={"trade": "cafe"})
    answers(outcome, [(1, 5)] * 30, attributes={"trade": "bikes"})
    segment = next(item for item in api.segments() if item.id == audience.pk)
    row = api.landscape(cast.tom, segment=segment).rows[0]
    assert (row.n, row.answers.importance) == (10, 10.0)
    assert api.landscape(cast.tom).rows[0].n == 40


def test_staff_are_not_counted_among_the_customers_of_a_segment(cast: Cast) -> None:
    outcome = make.outcome()
    Audience.objects.create(kind="segment", name="Cafes", conditions={"trade": ["cafe"]})
    Rating.objects.create(outcome=outcome, person=cast.tom, importance=5, satisfaction=1)
    assert api.landscape(cast.tom, segment=api.segments()[0]).rows == []


@pytest.mark.parametrize("who", ["carla", "cora"])
def test_customers_do_not_see_the_landscape(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(reverse("landscape")).status_code == 404


def test_the_page_draws_the_outcomes_and_the_table(client: Client, cast: Cast) -> None:
    outcome = make.outcome("Minimise the <b>time</b> it takes to see what is left on Friday")
    answers(outcome, [(5, 1)] * 12)
    client.force_login(cast.tom)
    page = client.get(reverse("landscape")).content.decode()
    assert "<svg" in page
    assert "&lt;b&gt;time" in page
    assert "<b>time" not in page
    assert client.get(reverse("landscape") + "?segment=999").status_code == 404


def test_the_page_takes_few_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: object
) -> None:
    future = make.future()
    for _ in range(12):
        answers(make.outcome(under=future), [(5, 1), (3, 3)])
    client.force_login(cast.tom)
    client.get(reverse("landscape"))
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get(reverse("landscape"))
