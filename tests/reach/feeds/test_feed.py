from __future__ import annotations

from defusedxml.ElementTree import fromstring
from django.test import Client

from tests import make
from tests.cast import Cast

ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_feed_holds_what_everyone_may_read(cast: Cast, client: Client) -> None:
    board = make.board("A & B")
    make.idea("Less <b>noise</b>", on=board, body="**Why** <script>alert(1)</script> \x0b", by=cast.carla)
    make.idea("Waits", on=board, state=2, by=cast.carla)
    make.idea("Archived", on=board, archived=True)
    client.force_login(cast.tom)
    for reader in (client, Client()):
        answer = reader.get(f"/boards/{board.slug}/feed.atom")
        assert answer["Content-Type"].startswith("application/atom+xml")
        root = fromstring(answer.content)
        assert root.findtext(f"{ATOM}title", "").endswith("A & B")
        (entry,) = root.findall(f"{ATOM}entry")
        assert entry.findtext(f"{ATOM}title") == "Less <b>noise</b>"
        assert "<strong>Why</strong>" in entry.findtext(f"{ATOM}content", "")
        assert "<script" not in entry.findtext(f"{ATOM}content", "")


def test_boards_for_some_have_no_feed(cast: Cast, client: Client) -> None:
    board = make.board(audience="signed_in")
    client.force_login(cast.carla)
    assert client.get(f"/boards/{board.slug}/feed.atom").status_code == 404
