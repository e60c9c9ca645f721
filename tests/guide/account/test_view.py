"""The view of an account: who sees what of it, in few questions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from desireline.engines.search.api import CARDS, Card, Source, catch_up, put
from desireline.futures.outcomes.models import Rating
from desireline.guide.account.models import AccountLook, SavedFilter
from desireline.guide.account.panels.who import SHOWN
from desireline.kit.options import api as options
from desireline.listen.comments.models import Comment
from desireline.listen.search_cards.api import refresh_ideas
from desireline.listen.votes.models import AccountSupport, Vote
from desireline.people.accounts.api import ACCOUNT_PANELS, AccountPanel, join, leave
from desireline.people.accounts.models import Account
from desireline.people.audiences.api import basic, card_token
from desireline.people.identity.models import Person
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def orders(cast: Cast) -> Iterator[None]:
    """Orders of Harbour Cafe and of Otto's Bikes, for their people and the team; one only for the team."""
    shown = lambda _reader, ids: {id_: {"place": "The shop"} for id_ in ids}  # noqa: E731
    CARDS.add("order", Source("order", "Orders", list, lambda _ids: [], shown, by_key=True))
    staff = card_token(basic("staff").pk)
    now = timezone.now()
    put(
        *(
            _order(n, cast.harbour, (f"account:{cast.harbour.pk}", staff), now - timedelta(days=n))
            for n in (1, 2)
        ),
        _order(3, cast.bikes, (f"account:{cast.bikes.pk}", staff), now),
        _order(4, cast.harbour, (staff,), now, title="Order 4, credit check"),
    )
    catch_up()
    yield
    CARDS.remove("order")


def _order(n: int, account: Account, allow: tuple[str, ...], at: Any, *, title: str = "") -> Card:
    tags = ("open",) if n == 2 else ("paid",)
    return Card(
        key=f"shop:order:{n}", type="order", source="shop", title=title or f"Order {n} of lemons", allow=allow,
        accounts=(account.pk,), date=at, tags=tags, url=f"/records/shop:order:{n}",
    )  # fmt: skip


def see(path: str, person: Person | None, **headers: str) -> Any:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client.get(path, headers=headers)


def text(path: str, person: Person) -> str:
    answer = see(path, person)
    assert answer.status_code == 200
    return answer.content.decode()


def test_employees_and_the_people_of_the_account_see_what_each_may(cast: Cast, orders: None) -> None:
    for_team, own = text("/accounts/harbour-cafe", cast.tom), text("/accounts/harbour-cafe", cast.carla)
    assert "Order 1 of" in for_team
    assert "Order 1 of" in own
    assert "credit check" in for_team
    assert "credit check" not in own
    assert "carla@example.org" in for_team
    assert "carla@example.org" not in own
    assert "120" in for_team
    assert "a month" not in own
    for page in (for_team, own):
        assert "Order 3 of" not in page
    assert "no-store" in see("/accounts/harbour-cafe", cast.carla).headers["Cache-Control"]


def test_others_do_not_learn_that_there_is_such_an_account(cast: Cast) -> None:
    for person in (cast.otto, cast.cora):
        there, not_there = see("/accounts/harbour-cafe", person), see("/accounts/no-such", person)
        assert (there.status_code, not_there.status_code) == (404, 404)
    assert see("/accounts/harbour-cafe", None).status_code == 302
    leave(cast.harbour, person=cast.carla, by=cast.ada)
    assert see("/accounts/harbour-cafe", cast.carla).status_code == 404


def test_ones_own_account_is_found_without_its_name(cast: Cast) -> None:
    assert see("/accounts", cast.carla).headers["Location"] == "/accounts/harbour-cafe"
    assert see("/accounts", cast.tom).headers["Location"] == "/team/accounts"
    assert "belong to no organisation" in text("/accounts", cast.cora)
    assert 'href="/accounts/harbour-cafe"' in text("/team/accounts/harbour-cafe", cast.tom)


def test_attributes_are_shown_to_customers_only_by_name(cast: Cast) -> None:
    Account.objects.filter(pk=cast.harbour.pk).update(attributes={"plan": "gold", "risk": "may-leave"})
    own = text("/accounts/harbour-cafe", cast.carla)
    assert "gold" in own
    assert "may-leave" not in own
    assert "may-leave" in text("/accounts/harbour-cafe", cast.tom)
    options.put({SHOWN: ""})
    assert "gold" not in text("/accounts/harbour-cafe", cast.carla)


def test_ratings_are_means_for_employees_and_ones_own_for_customers(cast: Cast) -> None:
    outcome = make.outcome("Minimise the time to find a lamp")
    colleague = make.person()
    join(cast.harbour, person=colleague, by=cast.ada)
    Rating.objects.create(outcome=outcome, person=cast.carla, importance=5, satisfaction=2)
    Rating.objects.create(outcome=outcome, person=colleague, importance=4, satisfaction=1)
    Rating.objects.create(outcome=outcome, person=cast.otto, importance=1, satisfaction=5)
    for_team = text("/accounts/harbour-cafe", cast.tom)
    assert ">4.5<" in for_team
    assert ">1.5<" in for_team
    own = text("/accounts/harbour-cafe", cast.carla)
    assert ">5.0<" in own
    assert "4.5" not in own
    hidden = make.outcome("Minimise the secret", under=make.future(audience="staff"))
    Rating.objects.create(outcome=hidden, person=cast.carla, importance=5, satisfaction=1)
    assert "the secret" not in text("/accounts/harbour-cafe", cast.carla)
    assert "the secret" in text("/accounts/harbour-cafe", cast.tom)


def test_what_they_said_as_far_as_the_reader_may_see_it(cast: Cast) -> None:
    board, staff = make.board(), make.board(audience="staff")
    colleague = make.person()
    join(cast.harbour, person=colleague, by=cast.ada)
    mine = make.idea("Lamp of Carla", on=board, by=cast.carla)
    make.idea("Lamp of Otto", on=board, by=cast.otto)
    make.idea("Lamp behind doors", on=staff, by=cast.carla)
    make.idea("Lamp that waits", on=board, by=cast.carla, state=2)
    other = make.idea("Chosen by the colleague", on=board)
    Vote.objects.create(idea=other, person=colleague)
    AccountSupport.objects.create(idea=other, account=cast.harbour, people=1)
    Comment.objects.create(idea=mine, author=cast.carla, body="Brighter, please")
    Comment.objects.create(idea=mine, author=colleague, body="A note of ours", internal=True)
    for_team, own = text("/accounts/harbour-cafe", cast.tom), text("/accounts/harbour-cafe", cast.carla)
    for page in (for_team, own):
        assert "Lamp of Carla" in page
        assert "Brighter, please" in page
        assert "Lamp of Otto" not in page
        assert "Lamp that waits" not in page
        assert "A note of ours" not in page
    assert "Lamp behind doors" in for_team
    assert "Lamp behind doors" not in own
    assert "Chosen by the colleague" in for_team
    assert "Chosen by the colleague" not in own  # who voted is the team's to know


def test_ideas_stand_in_the_timeline_of_their_authors_account(cast: Cast) -> None:
    made = make.idea("Lamp of Cora", by=cast.cora)
    refresh_ideas([made.pk])
    catch_up()
    part = {"HX-Request": "true"}
    assert "Lamp of Cora" not in see("/accounts/ottos-bikes", cast.tom, **part).content.decode()
    join(cast.bikes, person=cast.cora, by=cast.ada)
    assert "Lamp of Cora" in see("/accounts/ottos-bikes", cast.tom, **part).content.decode()


def test_what_is_open_carries_a_word_for_it(cast: Cast, orders: None) -> None:
    page = text("/accounts/harbour-cafe", cast.carla)
    panel = page.split('id="panel-open"')[1].split("</section>")[0]
    assert "Order 2 of" in panel
    assert "Order 1 of" not in panel


def test_the_box_searches_within_the_account(cast: Cast, orders: None) -> None:
    part = see("/accounts/harbour-cafe?q=lemons", cast.tom, **{"HX-Request": "true"}).content.decode()
    assert part.count("data-hit=") == 2
    assert "<html" not in part
    assert (
        see("/accounts/harbour-cafe?type=order&tag=open", cast.tom).content.decode().count("data-hit=") == 1
    )
    assert "Nothing found here" in text("/accounts/harbour-cafe?q=zeppelin", cast.tom)


def test_filters_are_kept_by_name_for_every_account(cast: Cast, orders: None) -> None:
    client = Client()
    client.force_login(cast.tom)
    given = {"name": "Open orders", "type": "order", "tag": "open", "odd": "x"}
    answer = client.post("/accounts/harbour-cafe/filters", given)
    assert answer.headers["Location"] == "/accounts/harbour-cafe?type=order&tag=open#timeline"
    assert SavedFilter.objects.get().query == "type=order&tag=open"
    assert "Open orders" in text("/accounts/ottos-bikes", cast.tom)
    assert "Open orders" not in text("/accounts/ottos-bikes", cast.stella)
    client.post("/accounts/harbour-cafe/filters", {"name": "Empty"})
    assert SavedFilter.objects.count() == 1
    client.post(f"/accounts/ottos-bikes/filters/{SavedFilter.objects.get().pk}/delete")
    assert SavedFilter.objects.count() == 0


def test_the_copy_holds_what_the_page_shows(cast: Cast, orders: None) -> None:
    own = see("/accounts/harbour-cafe/export.json", cast.carla).json()
    assert {row["title"] for row in own["records"]} == {"Order 1 of lemons", "Order 2 of lemons"}
    assert own["panels"]["who"]["people"] == [{"name": "Carla"}]
    for_team = see("/accounts/harbour-cafe/export.json", cast.tom).json()
    assert len(for_team["records"]) == 3
    assert for_team["panels"]["who"]["people"][0]["email"] == "carla@example.org"


def test_looks_of_employees_are_noted_and_nobody_elses(cast: Cast) -> None:
    see("/accounts/harbour-cafe", cast.carla)
    for _again in range(3):
        see("/accounts/harbour-cafe", cast.tom)
    see("/accounts/ottos-bikes", cast.tom)
    see("/accounts/harbour-cafe/export.json", cast.stella)
    looks = AccountLook.objects.order_by("id").values_list("person__name", "account__slug", "what")
    assert list(looks) == [
        ("Tom", "harbour-cafe", "page"),
        ("Tom", "ottos-bikes", "page"),
        ("Stella", "harbour-cafe", "export"),
    ]
    page = text("/team/account-log?account=harbour-cafe", cast.stella)
    assert page.count('<tr><th scope="row">') == 2


def test_features_bring_panels(cast: Cast) -> None:
    panel = AccountPanel("lamps", "Lamps", "account/_open.html", lambda _account, _reader: None)
    ACCOUNT_PANELS.add("lamps", panel)
    try:
        assert "panel-lamps" not in text("/accounts/harbour-cafe", cast.tom)
    finally:
        ACCOUNT_PANELS._items.pop("lamps")


def test_the_page_asks_few_questions_however_much_there_is(
    cast: Cast, orders: None, django_assert_max_num_queries: Any
) -> None:
    board = make.board()
    for n in range(12):
        made = make.idea(f"Lamp {n}", on=board, by=cast.carla)
        Comment.objects.create(idea=made, author=cast.carla, body=f"Comment {n}")
        join(cast.harbour, person=make.person(), by=cast.ada)
    client = Client()
    for person in (cast.tom, cast.carla):
        client.force_login(person)
        client.get("/accounts/harbour-cafe")
        # 19 as a rule; what a process remembers for a while (engine, options, who was seen) may run out just here.
        # One more for each of the twelve would be 31.
        with django_assert_max_num_queries(23):
            client.get("/accounts/harbour-cafe")
