"""What the night keeps of every customer's months says the same as all that was ever said."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from desireline.listen.models import Vote
from desireline.people.audiences.models import Audience
from desireline.people.identity.models import Person
from desireline.prove.models import GivenMonth
from desireline.prove.scorecard.api import MEASURES, Scope, Span, renew
from desireline.prove.scorecard.given import keep_given, kept_page
from desireline.prove.scorecard.people import active, given, members
from desireline.prove.scorecard.spans import LENGTHS, this_month
from tests import make
from tests.cast import Cast
from tests.prove.scorecard.world import ago, bring

pytestmark = pytest.mark.django_db
OF_PEOPLE = [one.key for one in MEASURES if one.page]


def crowd(number: int, *, first: int = 0) -> list[Person]:
    """Customers who wrote and voted at different times; every third is of the segment."""
    made, board = [], make.board()
    for n in range(first, first + number):
        plan = {"plan": "pro"} if n % 3 == 0 else {}
        one = Person.objects.create(email=f"c{n}@example.org", name=f"C {n}", attributes=plan)
        idea = make.idea(by=one, on=board, created=ago(n * 11 % 700))
        Vote.objects.create(idea=idea, person=one, created=ago(n * 37 % 500))
        made.append(one)
    return made


def segment() -> Audience:
    return Audience.objects.create(kind=Audience.Kind.SEGMENT, name="Pro", conditions={"plan": ["pro"]})


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_pages_of_what_was_kept_are_the_rows_as_they_are_counted(cast: Cast) -> None:
    bring(cast)
    crowd(30)
    pro = segment()
    renew()
    for months in LENGTHS:
        for back in (0, 1, 7):
            span = Span(this_month() - back, months)
            for about in (None, pro.pk):
                scope = Scope(cast.stella, about, members=members)
                rows = sorted(active(scope, span), key=lambda one: (one.at, one.key), reverse=True)
                found, after = [], None
                while page := kept_page(scope, span, after, 4):
                    found += page
                    after = (page[-1].at, page[-1].key)
                assert found == rows


def test_only_what_changed_is_written_and_who_is_erased_goes(cast: Cast) -> None:
    people = crowd(5)
    assert keep_given(given(Scope(None))) > 5
    assert keep_given(given(Scope(None))) == 0
    make.idea(by=people[0], created=ago(0))
    assert keep_given(given(Scope(None))) == 1
    Person.objects.filter(pk=people[1].pk).update(erased=ago(0))
    assert people[1].pk not in {
        one.person for one in kept_page(Scope(None), Span(this_month(), 24), None, 50)
    }
    keep_given(given(Scope(None)))
    assert not GivenMonth.objects.filter(person=people[1]).exists()


@pytest.mark.parametrize("key", OF_PEOPLE)
def test_a_number_opens_to_the_same_page_before_and_after_the_night(cast: Cast, key: str) -> None:
    bring(cast)
    crowd(30)
    pro = segment()
    client = Client()
    client.force_login(cast.stella)
    paths = [f"/team/scorecard/{key}{query}" for query in ("", "?months=3", f"?segment={pro.pk}")]
    before = [read(client, path) for path in paths]
    renew()
    for path, page in zip(paths, before, strict=True):
        kept = read(client, path)
        assert "Numbers about customers as of" in kept
        for start, end in (('class="told"', "</p>"), ("<tbody>", "</main>")):
            assert _between(kept, start, end) == _between(page, start, end)


def _between(page: str, start: str, end: str) -> str:
    return page.split(start, 1)[1].split(end, 1)[0] if start in page else ""


@pytest.mark.parametrize("key", OF_PEOPLE)
def test_the_page_of_a_number_asks_no_more_for_more_customers(
    cast: Cast, key: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    crowd(6)
    segment()
    renew()
    client = Client()
    client.force_login(cast.stella)
    path = f"/team/scorecard/{key}"
    read(client, path)
    with django_assert_max_num_queries(18) as asked:
        read(client, path)
        few = len(asked)
    crowd(60, first=6)
    renew()
    read(client, path)
    with django_assert_max_num_queries(few + 4):
        read(client, path)
