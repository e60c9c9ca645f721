"""The fast lane: what is shared, with whom, and when it is made anew."""

from __future__ import annotations

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from desireline.kit.pages import lane
from desireline.listen.boards import api as boards
from desireline.listen.votes.api import vote
from desireline.people.audiences.api import basic
from tests import make
from tests.cast import Cast


def test_the_second_anonymous_reader_costs_one_query(
    cast: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    idea = make.idea("Shared")
    for address in (
        f"/boards/{idea.board.slug}",
        f"/boards/{idea.board.slug}.json",
        f"/ideas/{idea.pk}-shared",
    ):
        first = client.get(address)
        with django_assert_num_queries(1):
            second = client.get(address)
        assert first.content == second.content
        assert first["ETag"] == second["ETag"]
        assert "Set-Cookie" not in second
        assert second["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_who_has_the_page_already_gets_304(cast: Cast, client: Client) -> None:
    address = f"/boards/{make.idea().board.slug}"
    etag = client.get(address)["ETag"]
    answer = client.get(address, headers={"If-None-Match": etag})
    assert answer.status_code == 304
    assert answer.content == b""
    assert answer["ETag"] == etag


def test_a_vote_changes_its_board_and_its_idea_and_nothing_else(cast: Cast, client: Client) -> None:
    idea, other = make.idea("Voted"), make.idea("Other")
    pages = [f"/boards/{idea.board.slug}.json", f"/ideas/{idea.pk}-voted"]
    others = [f"/boards/{other.board.slug}.json", f"/ideas/{other.pk}-other"]
    before = {address: client.get(address)["ETag"] for address in (*pages, *others)}
    vote(idea.pk, cast.carla)
    after = {address: client.get(address)["ETag"] for address in (*pages, *others)}
    assert [before[address] != after[address] for address in (*pages, *others)] == [True, True, False, False]
    assert client.get(pages[0]).json()["ideas"][0]["support"]["people"] == 1


def test_a_storm_of_votes_rebuilds_a_page_a_few_times_only(cast: Cast, client: Client) -> None:
    idea = make.idea("Stormy")
    address = f"/boards/{idea.board.slug}.json"
    seen = set()
    for _ in range(20):
        vote(idea.pk, make.person())
        seen.add(client.get(address)["ETag"])
    assert len(seen) <= lane.CREDIT + 3


def test_readers_with_other_rights_never_share_a_page(cast: Cast) -> None:
    board = make.board(audience="public")
    idea = make.idea("First public", on=board)
    stranger, carla, tom = Client(), Client(), Client()
    carla.force_login(cast.carla)
    tom.force_login(cast.tom)
    for address in (f"/boards/{board.slug}", f"/ideas/{idea.pk}-first-public", f"/boards/{board.slug}.json"):
        shared = stranger.get(address)
        assert "ETag" in shared
        for client in (carla, tom):
            own = client.get(address)
            assert own.status_code == 200
            assert "ETag" not in own
        assert Client().get(address).content == shared.content
    assert "First public" in stranger.get(f"/boards/{board.slug}").content.decode()

    boards.edit(board, by=cast.stella, audience=basic("signed_in"))
    for address in (f"/boards/{board.slug}", f"/ideas/{idea.pk}-first-public", f"/boards/{board.slug}.json"):
        assert stranger.get(address).status_code == 404
        assert carla.get(address).status_code == 200
        assert Client().get(address).status_code == 404


def test_languages_zones_and_fragments_are_kept_apart(cast: Cast, client: Client) -> None:
    address = f"/boards/{make.idea().board.slug}"
    english = client.get(address, headers={"Accept-Language": "en"})
    german = client.get(address, headers={"Accept-Language": "de"})
    assert b'lang="en"' in english.content
    assert b'lang="de"' in german.content
    assert client.get(address, headers={"Accept-Language": "en"}).content == english.content
    assert german["Content-Language"] == "de"
    assert "Accept-Language" in german["Vary"]


def test_cookies_of_a_person_or_guest_and_keys_stay_out(cast: Cast) -> None:
    address = f"/boards/{make.idea().board.slug}"
    for cookie in ("desireline", "messages", lane.GUEST_COOKIE):
        client = Client()
        client.cookies[cookie] = "anything"
        assert "ETag" not in client.get(address), cookie
    assert "ETag" not in Client().get(address, headers={"Authorization": "Bearer x"})
    assert "ETag" not in Client().post(address)


def test_a_wrong_host_is_refused_even_for_a_kept_page(cast: Cast, client: Client) -> None:
    address = f"/boards/{make.idea().board.slug}"
    client.get(address, headers={"Host": "localhost"})
    assert client.get(address, headers={"Host": "evil.example"}).status_code == 400


def test_pages_that_nobody_made_shareable_are_not(cast: Cast, client: Client) -> None:
    address = f"/boards/{make.idea().board.slug}?q=word"
    assert "ETag" not in client.get(address)
