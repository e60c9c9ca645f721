from __future__ import annotations

import json

from django.test import Client

from desireline.kit.jobs.api import enqueue, run_all
from desireline.listen.ideas.models import Idea
from desireline.listen.order import ranking, seen, trends
from desireline.listen.order.models import Impression, OrderSlice, OrderVersion
from desireline.listen.order.rules import SLICE, pack, unpack
from desireline.listen.votes.api import vote
from tests import make
from tests.cast import Cast


def _send(client: Client, body: object) -> int:
    return client.post("/seen", json.dumps(body), content_type="text/plain").status_code


def test_impressions_count_once_a_visit_and_weigh_by_position(cast: Cast, client: Client) -> None:
    first, second = make.idea(), make.idea()
    body = {"surface": "board", "visit": "12345678-9", "seen": [[first.pk, 1], [second.pk, 4], [999999, 2]]}
    assert _send(client, body) == 204
    assert seen.flush() == 2
    _send(client, body)
    assert seen.flush() == 0
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.seen, first.exposure) == (1, 1.0)
    assert (second.seen, round(second.exposure, 3)) == (1, round(4**-0.6, 3))


def test_a_person_is_one_visit_and_a_vote_is_a_look(cast: Cast, client: Client) -> None:
    idea = make.idea()
    client.force_login(cast.carla)
    for visit in ("aaaaaaaa", "bbbbbbbb"):
        _send(client, {"surface": "idea", "visit": visit, "seen": [[idea.pk, 1]]})
        seen.flush()
    vote(idea.pk, cast.carla)
    idea.refresh_from_db()
    assert (idea.seen, idea.seen_votes) == (1, 1)


def test_nonsense_is_refused_and_our_own_looks_do_not_count(cast: Cast, client: Client) -> None:
    idea = make.idea()
    for body in (
        {"surface": "moon", "visit": "12345678", "seen": [[1, 1]]},
        {"surface": "board", "visit": "", "seen": [[1, 1]]},
        {"surface": "board", "visit": "12345678", "seen": [[1]]},
        {"surface": "board", "visit": "12345678", "seen": [["a", 1]]},
        {"surface": "board", "visit": "12345678", "seen": 7},
        [],
    ):
        assert _send(client, body) == 400, body
    assert client.post("/seen", b"\xff", content_type="text/plain").status_code == 400
    assert client.post("/seen", b"x" * 9000, content_type="text/plain").status_code == 429
    client.force_login(cast.tom)
    assert _send(client, {"surface": "board", "visit": "12345678", "seen": [[idea.pk, 1]]}) == 204
    assert seen.flush() == 0
    assert not Impression.objects.exists()


def test_every_bucket_holds_every_idea_once_and_pinned_ones_first(cast: Cast) -> None:
    board = make.board()
    for n in range(SLICE + 5):
        make.idea(f"Thing {n}", on=board)
    pinned = make.idea("Pinned", on=board, pinned=True)
    make.idea("Hidden", on=board, state=4)
    version = ranking.rank_board(board.pk)
    expected = set(Idea.objects.filter(board=board, state=1).values_list("pk", flat=True))
    orders = []
    for bucket in range(8):
        rows = OrderSlice.objects.filter(version=version, bucket=bucket).order_by("number")
        order = [pk for row in rows for pk in unpack(row.ids)]
        assert order[0] == pinned.pk
        assert set(order) == expected
        assert len(order) == len(expected)
        orders.append(tuple(order))
    assert len(set(orders)) == 8


def test_packing_is_reversible() -> None:
    assert unpack(pack([1, 2**62, 3])) == [1, 2**62, 3]
    assert unpack(memoryview(pack([]))) == []


def test_boards_are_drawn_anew_when_something_changed(cast: Cast) -> None:
    idea = make.idea()
    enqueue("listen.rank_due")
    run_all()
    assert OrderVersion.objects.count() == 1
    assert ranking.due_boards() == []
    vote(idea.pk, cast.carla)
    assert ranking.due_boards() == [idea.board_id]


def test_what_is_talked_about_trends_and_fades(cast: Cast) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from desireline.listen.votes.models import Vote

    idea, quiet = make.idea(), make.idea()
    for person in (cast.carla, cast.otto):
        vote(idea.pk, person)
    assert trends.renew() == 1
    idea.refresh_from_db()
    quiet.refresh_from_db()
    assert idea.trend > 1 > quiet.trend
    Vote.objects.update(created=timezone.now() - timedelta(days=30))
    Idea.objects.update(active=timezone.now() - timedelta(days=30))
    trends.renew()
    idea.refresh_from_db()
    assert idea.trend == 0
