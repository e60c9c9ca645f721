"""Filters, order, suggestions, another spelling, and the feed of a search."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from defusedxml.ElementTree import fromstring
from django.utils import timezone

from desireline.engines.search.api import catch_up, refresh
from desireline.guide.search import rows
from desireline.listen.search_cards.api import refresh_ideas
from desireline.listen.tags.models import IdeaTag, Tag
from tests import make
from tests.cast import Cast
from tests.guide.search.test_pages import idea, see

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def lamps(cast: Cast) -> Any:
    """Three ideas about lamps on two boards; one is planned, one is tagged."""
    kitchen, hall = make.board("Kitchen"), make.board("Hall")
    planned = make.status("planned", stage="planned")
    idea("Lamp over the sink", on=kitchen)
    idea("Lamp over the stove", on=kitchen, status=planned)
    tagged = idea("Lamp by the door", on=hall)
    IdeaTag.objects.create(idea=tagged, tag=Tag.objects.create(name="Night", slug="night"))
    refresh_ideas([tagged.pk])
    catch_up()
    return kitchen, hall


def titles(path: str, **who: Any) -> set[str]:
    return {row["title"] for row in see(path, **who).json()["results"]}


def test_boards_statuses_and_tags_narrow_with_counts(lamps: Any) -> None:
    kitchen, _hall = lamps
    facets = see("/search.json?q=lamp").json()["facets"]
    assert {one["name"]: one["count"] for one in facets["board"]} == {"Kitchen": 2, "Hall": 1}
    assert {one["name"]: one["count"] for one in facets["status"]} == {"New": 2, "Planned": 1}
    assert titles(f"/search.json?q=lamp&board={kitchen.pk}") == {"Lamp over the sink", "Lamp over the stove"}
    assert titles("/search.json?q=lamp&status=planned") == {"Lamp over the stove"}
    assert titles("/search.json?q=lamp&tag=Night") == {"Lamp by the door"}


def test_a_filter_that_is_set_is_a_chip_that_takes_it_away(lamps: Any) -> None:
    text = see("/search?q=lamp&status=planned&sort=newest").content.decode()
    assert 'href="/search?q=lamp&amp;sort=newest" aria-current="true"' in text
    assert "Status: <bdi>Planned</bdi>" in text
    assert 'name="status" value="planned" data-filter' in text  # the box keeps it


def test_the_number_of_a_hidden_board_is_given_no_name(cast: Cast) -> None:
    hidden = make.board("Merger talks", audience="staff")
    idea("Lamp for all")
    idea("Lamp for the team", on=hidden)
    text = see(f"/search?q=lamp&board={hidden.pk}").content.decode()
    assert "Merger talks" not in text
    assert "Merger talks" not in see("/search?q=lamp").content.decode()
    assert "Merger talks" in see("/search?q=lamp", cast.tom).content.decode()


def test_the_newest_come_first_where_that_is_asked(cast: Cast) -> None:
    board = make.board()
    idea("Lamp lamp lamp", on=board, votes=50, created=timezone.now() - timezone.timedelta(days=30))
    idea("A small lamp", on=board)
    found = see("/search.json?q=lamp&sort=newest").json()["results"]
    assert [row["title"] for row in found] == ["A small lamp", "Lamp lamp lamp"]
    assert see("/search.json?q=lamp").json()["results"][0]["title"] == "Lamp lamp lamp"


def test_suggestions_come_from_what_the_reader_may_find(cast: Cast) -> None:
    idea("Chandelier for all")
    idea("Chandler in the cellar", on=make.board(audience="staff"))
    assert see("/search/suggest?q=chand").json()["suggestions"][0] == "chandelier"
    assert "chandler" not in see("/search/suggest?q=chand").json()["suggestions"]
    assert "chandler" in see("/search/suggest?q=chand", cast.tom).json()["suggestions"]
    assert see("/search/suggest?q=%20").json() == {"suggestions": []}


def test_another_spelling_is_offered_where_nothing_holds_the_words(cast: Cast) -> None:
    idea("Chandelier for the hall")
    text = see("/search?q=chandelir+hall").content.decode()
    assert "Did you mean" in text
    assert quote("chandelier hall", safe="").replace("%20", "+") in text


def test_a_feed_holds_what_everyone_may_read_whoever_asks(cast: Cast) -> None:
    idea("Lamp & shade <b>")
    idea("Lamp for the team", on=make.board(audience="staff"))
    for reader in (None, cast.tom):
        answer = see("/search.atom?q=lamp", reader)
        root = fromstring(answer.content)
        assert [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")] == [
            "Lamp & shade <b>"
        ]
    assert fromstring(see("/search.atom").content).findall(f"{ATOM}entry") == []


def test_a_row_that_is_kept_is_the_one_of_its_words(cast: Cast) -> None:
    made = idea("Lamp one", votes=3)
    assert "</span>3<span" in see("/search?q=lamp", cast.carla).content.decode().replace("</svg>", "</span>")
    type(made).objects.filter(pk=made.pk).update(votes=4)
    assert "</svg>4<span" in see("/search?q=lamp", cast.carla).content.decode()
    german = see("/search?q=lamp", cast.carla, **{"Accept-Language": "de"}).content.decode()
    assert "Ideen" in german
    rows._kept.clear()


def test_futures_narrow_outcomes(cast: Cast) -> None:
    one, two = make.future("Bright evenings"), make.future("Calm mornings")
    made = [make.outcome(f"Minimise the time to find lamp {n}", under=of) for n, of in enumerate((one, two))]
    refresh("outcome", [row.pk for row in made])
    catch_up()
    facets = see("/search.json?q=lamp").json()["facets"]
    assert {choice["name"] for choice in facets["future"]} == {"Bright evenings", "Calm mornings"}
