"""What is counted of searches, for whom it is shown, and how it is forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.test import Client
from django.utils import timezone

from desireline.guide.search import askers, keeping, noting, team
from desireline.guide.search.models import SearchAsked, SearchEvent
from desireline.guide.search.summary import exported, summary
from desireline.kit.options import api as options
from desireline.people.identity.models import Person
from desireline.people.profile.api import erase
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty() -> None:
    noting.forget()


def tell(told: Any, person: Person | None = None, *, address: str = "192.0.2.1") -> int:
    client = Client(REMOTE_ADDR=address)
    if person is not None:
        client.force_login(person)
    body = told if isinstance(told, bytes) else orjson.dumps(told)
    return client.post("/search/asked", body, content_type="text/plain").status_code


def search(
    text: str, n: int = 1, *, hits: tuple[str, ...] = ("idea:1", "idea:2"), **more: Any
) -> dict[str, Any]:
    return {"query": f"{n:032x}", "text": text, "filters": {}, "hits": list(hits), "total": len(hits), **more}


def click(n: int, key: str, position: int = 1) -> dict[str, Any]:
    return {"query": f"{n:032x}", "action": "click", "object": key, "position": position}


def test_a_search_and_a_click_are_written_in_a_batch(cast: Cast, django_assert_max_num_queries: Any) -> None:
    assert tell(search("Dark  theme ", filters={"status": "planned", "type": "idea", "odd": "x"})) == 204
    assert tell(click(1, "idea:2", 2)) == 204
    assert SearchAsked.objects.count() == 0  # no request waits for it
    with django_assert_max_num_queries(6):
        assert noting.flush() == 2
    row = SearchAsked.objects.get()
    assert (row.text, row.words, row.found, row.clicks) == ("Dark theme", "dark theme", 2, 1)
    assert row.filters == {"status": "planned", "type": "idea"}
    assert row.hits == ["idea:1", "idea:2"]
    assert (row.person, row.team) == (None, False)
    assert SearchEvent.objects.get().position == 2


def test_a_click_counts_once_and_only_on_what_one_was_shown(cast: Cast) -> None:
    tell(search("lamp"))
    for told, address in (
        (click(1, "idea:2"), "192.0.2.1"),
        (click(1, "idea:2"), "192.0.2.1"),
        (click(1, "idea:99"), "192.0.2.1"),
        (click(1, "idea:1"), "198.51.100.7"),
        (click(7, "idea:1"), "192.0.2.1"),
    ):
        tell(told, address=address)
    noting.flush()
    assert [event.object for event in SearchEvent.objects.all()] == ["idea:2"]
    assert SearchAsked.objects.get().clicks == 1


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"{", b'{"query": 1}', b'{"query": "zz"}', orjson.dumps({"query": "0" * 32}),
        orjson.dumps(search("x")), orjson.dumps(search("lamp", hits=(1,))),  # type: ignore[arg-type]
        orjson.dumps({**search("lamp"), "filters": []}), orjson.dumps({**click(1, "idea:1"), "action": "buy"}),
    ],
)  # fmt: skip
def test_what_is_no_search_is_refused(cast: Cast, body: bytes) -> None:
    assert tell(body) == 400
    assert noting.flush() == 0


def test_too_much_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(team._telling, "most", 20)
    assert tell(orjson.dumps(search("x" * 20_000))) == 429
    told = [
        tell(search("lamp", n)) for n in range(2 * 21)
    ]  # enough also where a new minute begins among them
    assert told[0] == 204
    assert 429 in told


def test_nothing_is_kept_where_counting_is_off(cast: Cast) -> None:
    options.put({askers.OPTION: askers.OFF})
    assert tell(search("lamp")) == 204
    assert noting.flush() == 0
    assert "data-asked" not in Client().get("/search?q=lamp").content.decode()


def test_names_are_kept_only_where_the_instance_says_so(cast: Cast) -> None:
    tell(search("lamp", 1), cast.carla)
    options.put({askers.OPTION: askers.BY_PERSON})
    tell(search("lamp", 2), cast.carla)
    noting.flush()
    assert list(SearchAsked.objects.order_by("id").values_list("person", flat=True)) == [None, cast.carla.pk]
    assert len(set(SearchAsked.objects.values_list("client", flat=True))) == 1


def test_the_hash_changes_every_thirty_days(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(search("lamp", 1))
    now = askers.time.time()
    monkeypatch.setattr(askers.time, "time", lambda: now + askers.SPAN)
    tell(search("lamp", 2))
    noting.flush()
    assert len(set(SearchAsked.objects.values_list("client", flat=True))) == 2


def asked(
    text: str, client: str, *, team: bool = False, days: int = 0, span: int = 1, **values: Any
) -> SearchAsked:
    n = SearchAsked.objects.count() + 1
    return SearchAsked.objects.create(
        query=f"{n:032x}", client=client, span=span, team=team, text=text, words=noting.counted_as(text),
        at=timezone.now() - timedelta(days=days), **values,
    )  # fmt: skip


def test_words_of_fewer_than_three_are_shown_to_nobody(cast: Cast) -> None:
    for client in ("a", "b", "a", "b"):
        asked("my rare illness", client)
    asked("my rare illness", "a", span=2)  # the same one a month later counts no more
    for client in "abc":
        asked("Night mode", client, found=2, clicks=1)
    assert [(line.text, line.n, line.share) for line in summary(30).top] == [("Night mode", 3, 1.0)]
    assert summary(30).n == 8


def test_what_the_team_asked_itself_is_shown_without_what_others_asked(cast: Cast) -> None:
    asked("merger", "t", team=True)
    asked("merger", "a")
    assert [(line.words, line.n) for line in summary(30).top] == [("merger", 1)]
    for client in "bc":
        asked("Merger", client)
    assert [(line.words, line.n) for line in summary(30).top] == [("merger", 4)]


def test_what_found_nothing_becomes_an_idea(cast: Cast) -> None:
    for client in "abc":
        asked("Bicycle & parking", client)
    asked("old", "a", days=40)
    client = Client()
    client.force_login(cast.tom)
    text = client.get("/team/searches?days=7").content.decode()
    assert "/new?title=Bicycle+%26+parking" in text or "/new?title=Bicycle%20%26%20parking" in text
    make.board()
    there = text.split('href="/new?')[1].split('"')[0].replace("&amp;", "&")
    form = client.get(f"/new?{there}").content.decode()
    assert 'value="Bicycle &amp; parking"' in form
    assert "3 people looked for “Bicycle &amp; parking” in the last 7 days. It found nothing 3 times." in form
    assert (summary(7).nothing, summary(30).before) == (3, 1)


def test_the_export_has_the_shape_of_ubi_and_holds_no_more_than_the_page(cast: Cast) -> None:
    shown = [asked("lamp", client, hits=["idea:1"], found=1) for client in "abc"]
    hidden = asked("my name is Carla", "a")
    for row in (shown[0], hidden):
        SearchEvent.objects.create(asked=row, object="idea:1", position=1)
    rows = list(exported(30))
    assert [row["user_query"] for row in rows] == ["lamp"] * 4
    assert rows[0]["query_response_hit_ids"] == ["idea:1"]
    assert rows[-1]["action_name"] == "click"
    assert rows[-1]["event_attributes"]["object"]["object_id"] == "idea:1"
    client = Client()
    client.force_login(cast.stella)
    answer = client.get("/team/searches.jsonl")
    assert len(b"".join(answer.streaming_content).splitlines()) == 4  # type: ignore[attr-defined]


def test_who_leaves_takes_their_searches_along(cast: Cast) -> None:
    board = make.board()
    make.idea("Lamp", on=board)
    tell(search("carlas lamp", 1), cast.carla)
    tell(search("ottos lamp", 2), cast.otto)
    noting.flush()
    assert [row["text"] for row in keeping.searches(cast.carla)] == ["carlas lamp"]
    erase(cast.carla)
    assert [row.text for row in SearchAsked.objects.all()] == ["ottos lamp"]


def test_searches_are_forgotten_after_the_days_of_the_option(cast: Cast) -> None:
    options.put({askers.DAYS: 30})
    SearchEvent.objects.create(asked=asked("old", "a", days=31), object="idea:1")
    asked("new", "a", days=29)
    assert keeping.sweep() == 1
    assert [row.text for row in SearchAsked.objects.all()] == ["new"]
    assert SearchEvent.objects.count() == 0


def test_the_page_asks_few_questions(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for n in range(40):
        for client in "abc":
            asked(f"lamp {n}", client)
    client = Client()
    client.force_login(cast.tom)
    client.get("/team/searches")
    with django_assert_max_num_queries(14):
        client.get("/team/searches")
