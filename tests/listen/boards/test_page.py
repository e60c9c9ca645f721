from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from desireline.listen.boards.api import ensure
from desireline.listen.order.api import rank_board
from desireline.listen.votes.api import vote
from tests import make
from tests.cast import Cast


def _titles(response: object) -> list[str]:
    return [idea["title"] for idea in response.json()["ideas"]]  # type: ignore[attr-defined]


def test_a_board_shows_its_ideas_to_everyone(cast: Cast, client: Client) -> None:
    board = make.board("Accounts")
    make.idea("See what I owe", on=board, body="On **one** page")
    page = client.get(f"/boards/{board.slug}")
    assert page.status_code == 200
    text = page.content.decode()
    assert "See what I owe" in text
    assert "On one page" in text
    assert "csrfmiddlewaretoken" not in text


@pytest.mark.parametrize(
    ("who", "status"), [(None, 404), ("carla", 404), ("bob", 404), ("tom", 200), ("ada", 200)]
)
def test_a_board_of_our_own_people_does_not_exist_for_others(
    cast: Cast, client: Client, who: str | None, status: int
) -> None:
    board = make.board(audience="staff")
    make.idea("Secret", on=board)
    if who:
        client.force_login(getattr(cast, who))
    for address in (f"/boards/{board.slug}", f"/boards/{board.slug}.json"):
        assert client.get(address).status_code == status


def test_hidden_waiting_and_archived_ideas_are_not_on_the_board(cast: Cast, client: Client) -> None:
    board = make.board()
    make.idea("Shown", on=board)
    make.idea("Waits", on=board, state=2)
    make.idea("Hidden", on=board, state=4)
    make.idea("Archived", on=board, archived=True)
    rank_board(board.pk)
    for query in (
        "",
        "?sort=newest",
        "?sort=supported",
        "?sort=trending",
        "?sort=needed",
        "?q=a",
        "?status=new",
    ):
        assert set(_titles(client.get(f"/boards/{board.slug}.json{query}"))) <= {"Shown"}, query


@pytest.mark.parametrize("sort", ["fair", "newest", "supported", "trending", "needed"])
@pytest.mark.parametrize("query", ["", "&status=new", "&q=thing", "&tag=blue"])
def test_every_sort_with_every_filter_pages_through_all_once(
    cast: Cast, client: Client, sort: str, query: str
) -> None:
    from desireline.listen.tags.models import IdeaTag, Tag

    board, tag = make.board(), Tag.objects.create(slug="blue", name="blue")
    ideas = [make.idea(f"Thing {n:02}", on=board, votes=n % 3, seen=n % 4) for n in range(45)]
    IdeaTag.objects.bulk_create(IdeaTag(tag=tag, idea=idea) for idea in ideas)
    rank_board(board.pk)
    address: str | None = f"/boards/{board.slug}.json?sort={sort}{query}"
    seen: list[str] = []
    while address:
        answer = client.get(address)
        seen += _titles(answer)
        address = answer.json()["next"]
    assert sorted(seen) == [f"Thing {n:02}" for n in range(45)]


def test_paging_stays_stable_while_the_order_is_drawn_anew(cast: Cast, client: Client) -> None:
    board = make.board()
    for n in range(45):
        make.idea(f"Thing {n:02}", on=board)
    rank_board(board.pk)
    first = client.get(f"/boards/{board.slug}.json").json()
    rank_board(board.pk)
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()
    titles = [idea["title"] for page in (first, second, third) for idea in page["ideas"]]
    assert len(set(titles)) == len(titles) == 45


def test_a_new_idea_stands_on_top_until_the_next_drawing(cast: Cast, client: Client) -> None:
    board = make.board()
    for n in range(30):
        make.idea(f"Thing {n:02}", on=board)
    pinned = make.idea("Pinned", on=board, pinned=True)
    rank_board(board.pk)
    make.idea("Fresh", on=board)
    assert _titles(client.get(f"/boards/{board.slug}.json"))[:2] == [pinned.title, "Fresh"]


def test_mine_voted_and_followed(cast: Cast, client: Client) -> None:
    from desireline.people.notices.api import follow

    board = make.board()
    own, other, third = (
        make.idea("Own", on=board, by=cast.carla),
        make.idea("Other", on=board),
        make.idea("Third", on=board),
    )
    vote(other.pk, cast.carla)
    follow(cast.carla, f"idea:{third.pk}")
    client.force_login(cast.carla)
    rank_board(board.pk)
    for mine, idea in (("posted", own), ("voted", other), ("followed", third)):
        assert _titles(client.get(f"/boards/{board.slug}.json?mine={mine}")) == [idea.title]
    assert _titles(client.get(f"/boards/{board.slug}.json?sort=needed")) == ["Third", "Own"]


def test_broken_cursors_and_odd_values_start_anew(cast: Cast, client: Client) -> None:
    board = make.board()
    make.idea(on=board)
    rank_board(board.pk)
    for query in (
        "after=xxx", "after=WyJmYWlyIiw5OTk5LDcsMF0", "sort=nonsense", "status=none", "mine=posted",
        "sort=newest&after=WzEsMiwzLDRd",
        "after=WyJmYWlyIiwxLC01LC0xXQ", "outcome=none", "q=%25%5C_",
    ):  # fmt: skip
        assert client.get(f"/boards/{board.slug}?{query}").status_code == 200, query


def test_internal_tags_are_neither_shown_nor_found(cast: Cast, client: Client) -> None:
    from desireline.listen.tags.models import IdeaTag, Tag

    board = make.board()
    tag = Tag.objects.create(slug="churn-risk", name="churn risk", internal=True)
    IdeaTag.objects.create(tag=tag, idea=make.idea("Mine", on=board))
    rank_board(board.pk)
    assert "churn risk" not in client.get(f"/boards/{board.slug}").content.decode()
    assert _titles(client.get(f"/boards/{board.slug}.json?tag=churn-risk")) == []
    client.force_login(cast.tom)
    assert _titles(client.get(f"/boards/{board.slug}.json?tag=churn-risk")) == ["Mine"]


@pytest.mark.parametrize(("who", "most"), [(None, 9), ("carla", 14)])
def test_the_number_of_queries_does_not_grow_with_ideas(
    cast: Cast,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    who: str | None,
    most: int,
) -> None:
    ensure()
    board = make.board()
    for n in range(25):
        make.idea(f"Thing {n}", on=board, by=cast.otto)
    rank_board(board.pk)
    if who:
        client.force_login(getattr(cast, who))
    client.get("/boards/none")  # options and audiences are read once a second at most
    with django_assert_max_num_queries(most):
        assert client.get(f"/boards/{board.slug}").status_code == 200
    with django_assert_max_num_queries(1 if who is None else most):
        client.get(f"/boards/{board.slug}")


def test_json_is_what_programs_need(cast: Cast, client: Client) -> None:
    board = make.board("Accounts")
    make.idea("See what I owe", on=board, votes=3, guest_votes=2, imported_votes=5)
    told = client.get(f"/boards/{board.slug}.json").json()
    assert told["board"]["name"] == "Accounts"
    assert told["ideas"][0]["support"] == {"people": 3, "guests": 2, "imported": 5}
    assert told["next"] is None
