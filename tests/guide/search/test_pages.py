from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from desireline.engines.search.api import catch_up
from desireline.listen.ideas.models import Idea
from desireline.listen.search_cards.api import refresh_ideas
from desireline.people.identity.models import Person
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def idea(title: str, **values: Any) -> Idea:
    made = make.idea(title, **values)
    refresh_ideas([made.pk])
    catch_up()
    return made


def see(path: str, person: Person | None = None, **headers: str) -> Any:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client.get(path, headers=headers)


def test_without_words_the_page_says_what_to_do(cast: Cast) -> None:
    answer = see("/search")
    assert answer.status_code == 200
    assert "Type a few words" in answer.content.decode()


def test_hits_are_shown_lit_with_support_and_status(cast: Cast) -> None:
    idea("Dark theme", votes=12, body="Because of my <script>alert(1)</script> eyes, a theme")
    text = see("/search?q=theme").content.decode()
    assert "<mark>theme</mark>" in text
    assert "<script>alert" not in text
    assert "12" in text
    assert "New" in text


def test_nothing_found_leads_to_a_new_idea(cast: Cast) -> None:
    text = see("/search?q=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E").content.decode()
    assert "/new?title=" in text
    assert "<img src=x" not in text


def test_results_of_several_kinds_have_tabs_with_counts(cast: Cast) -> None:
    idea("Lamp one")
    idea("Lamp two")
    make.future("A lamp for everyone")
    answer = see("/search.json?q=lamp").json()
    assert answer["counts"] == {"future": 1, "idea": 2}
    assert {row["type"] for row in see("/search.json?q=lamp&type=future").json()["results"]} == {"future"}
    assert "Everything" in see("/search?q=lamp&type=idea").content.decode()


def test_two_readers_get_what_each_may_see(cast: Cast) -> None:
    idea("Lamp for all")
    idea("Lamp for the team", on=make.board(audience="staff"))
    assert see("/search.json?q=lamp").json()["total"] == 1
    assert see("/search.json?q=lamp", cast.carla).json()["total"] == 1
    assert see("/search.json?q=lamp", cast.tom).json()["total"] == 2
    assert see("/search.json?q=lamp").json()["total"] == 1


def test_an_anonymous_page_is_new_after_a_new_idea(cast: Cast) -> None:
    idea("Lamp one")
    first = see("/search?q=lamp")
    assert see("/search?q=lamp", **{"If-None-Match": first.headers["ETag"]}).status_code == 304
    idea("Lamp two")
    assert "Lamp" in (text := see("/search?q=lamp").content.decode())
    assert text.count('class="hit-title"') == 2


def test_pages_follow_each_other(cast: Cast) -> None:
    board = make.board()
    for n in range(20):
        idea(f"Lamp number {n}", on=board)
    first = see("/search.json?q=lamp").json()
    second = see(first["next"].replace("/search?", "/search.json?")).json()
    keys = [row["key"] for page in (first, second) for row in page["results"]]
    assert len(keys) == len(set(keys)) == 20
    assert second["next"] is None
    assert 'rel="next"' in see("/search?q=lamp").content.decode()


def test_a_fragment_holds_only_the_results(cast: Cast) -> None:
    idea("Lamp one")
    text = see("/search?q=lamp", **{"HX-Request": "true"}).content.decode()
    assert "<mark>Lamp</mark>" in text
    assert "<html" not in text


@pytest.mark.parametrize(
    "query", ["q=lamp&after=zzz", "q=lamp&type=nonsense", "q=" + "x" * 5000, "after=1&q=("]
)
def test_odd_addresses_do_no_harm(cast: Cast, query: str) -> None:
    assert see(f"/search?{query}").status_code == 200


def test_a_control_character_is_refused_politely(cast: Cast) -> None:
    assert see("/search?q=%00").status_code == 400


def test_close_ideas_as_fragment_and_as_json(cast: Cast) -> None:
    made = idea("Export transactions to a spreadsheet", votes=3, body="My accountant asks each month.")
    path = "/ideas/close?q=download+transactions+into+excel"
    text = see(path, cast.carla).content.decode()
    assert f'formaction="/ideas/{made.pk}/instead"' in text
    assert "3 supporters" in text
    Idea.objects.filter(pk=made.pk).update(closed=True)
    assert "formaction" not in see(path, cast.carla).content.decode()
    rows = see(path, Accept="application/json").json()["similar"]
    assert [(row["id"], row["support"], row["status"]) for row in rows] == [(made.pk, 3, "New")]
    assert see("/ideas/close?q=export+transactions").content.decode().strip() == ""
    assert see(f"{path}&skip={made.pk}", Accept="application/json").json() == {"similar": []}


def test_query_counts_do_not_grow(cast: Cast, django_assert_max_num_queries: Any) -> None:
    board = make.board()
    for n in range(15):
        idea(f"Lamp number {n}", on=board)
    see("/search?q=lamp")
    with django_assert_max_num_queries(12):
        see("/search?q=lamp+number")
