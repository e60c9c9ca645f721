"""The button that follows a thing, and the list of all that one follows."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from typing import Any

import orjson
import pytest
from django.test import Client

from desireline.people.audiences.api import basic
from desireline.people.notices.api import follow, followers, is_following, silence
from desireline.people.notices.models import Subscription
from desireline.people.profile.api import erase
from desireline.people.profile.takeout import takeout
from tests import make
from tests.cast import Cast

TOPICS = ("idea", "board", "future", "outcome", "project")


def bring(cast: Cast, kind: str, *, audience: str = "public") -> tuple[str, str, Any]:
    """A thing to follow: its topic, its address, and what its audience hangs on."""
    if kind in ("idea", "board"):
        board = make.board("Mornings", audience=audience)
        made = make.idea("Open earlier", on=board)
        found = {
            "idea": (made.pk, f"/ideas/{made.pk}-open-earlier"),
            "board": (board.pk, f"/boards/{board.slug}"),
        }
        return (f"{kind}:{found[kind][0]}", found[kind][1], board)
    future = make.future("No queue", audience=audience)
    outcome = make.outcome(under=future)
    if kind == "future":
        return f"future:{future.pk}", f"/futures/{future.slug}", future
    if kind == "outcome":
        return f"outcome:{outcome.pk}", f"/outcomes/{outcome.slug}", future
    project = make.project(by=cast.tom, under=outcome, shown=True)
    return f"project:{project.pk}", f"/projects/{project.slug}", project


def button(page: str) -> tuple[str, str, bool]:
    """Where the form posts, what it sends, and whether it is pressed, as a browser without scripts reads it."""
    found = re.search(
        r'<form id="follow" method="post" action="([^"]+)".*?name="on" value="(\d)".*?aria-pressed="(\w+)"',
        page,
        re.DOTALL,
    )
    assert found
    return unescape(found[1]), found[2], found[3] == "true"


@pytest.mark.parametrize("kind", TOPICS)
def test_a_button_follows_and_ends_it(client: Client, cast: Cast, kind: str) -> None:
    topic, address, _guard = bring(cast, kind)
    assert 'id="follow"' not in client.get(address).content.decode()
    client.force_login(cast.carla)
    for following in (False, True):
        action, on, pressed = button(client.get(address).content.decode())
        assert (pressed, on) == (following, "0" if following else "1")
        assert client.post(action, {"on": on})["Location"] == address
        assert is_following(cast.carla, topic) is not following
    part = client.post(action, {"on": "1"}, headers={"HX-Request": "true"}).content.decode()
    assert button(part) == (action, "0", True)


@pytest.mark.parametrize("kind", TOPICS)
def test_what_one_may_not_see_cannot_be_followed_and_is_in_no_list(
    client: Client, cast: Cast, kind: str
) -> None:
    topic, _address, guard = bring(cast, kind)
    follow(cast.carla, topic)
    client.force_login(cast.carla)
    assert f'value="{topic}"' in client.get("/me/notices/choices").content.decode()
    guard.audience = basic("staff")
    guard.save()
    assert f'value="{topic}"' not in client.get("/me/notices/choices").content.decode()
    client.force_login(cast.otto)
    assert client.post(f"/follow/{topic}", {"on": "1"}).status_code == 404
    assert followers(topic) == {cast.carla.pk}


@pytest.mark.parametrize("topic", ["board:999999", "account:1", f"board:{'9' * 18}", "scorecard:1"])
def test_what_is_not_there_cannot_be_followed(client: Client, cast: Cast, topic: str) -> None:
    client.force_login(cast.carla)
    assert client.post(f"/follow/{topic}", {"on": "1"}).status_code == 404


def test_filtered_boards_have_the_button_too(client: Client, cast: Cast) -> None:
    topic, address, _guard = bring(cast, "board")
    client.force_login(cast.carla)
    assert button(client.get(f"{address}?q=nothing").content.decode())[0] == f"/follow/{topic}"
    assert "<!--follow-->" not in client.get(address).content.decode()


def test_the_list_is_paged_by_key_and_ends_a_follow_where_one_is(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    monkeypatch.setattr("desireline.people.notices.choosing.SHOWN", 3)
    boards = [make.board(f"Board {number}") for number in range(7)]
    for board in boards:
        follow(cast.carla, f"board:{board.pk}")
    silence(cast.carla, f"board:{boards[6].pk}")
    client.force_login(cast.carla)
    seen, here = [], "/me/notices/choices"
    while here:
        with django_assert_max_num_queries(12):
            page = client.get(here).content.decode()
        part = page.split('id="followed"')[1]
        seen += re.findall(r">(Board \d)</a>", part)
        found = re.search(r'href="([^"]+)" rel="next"', part)
        last, here = here, unescape(found[1]).partition("#")[0] if found else ""
    assert seen == [f"Board {number}" for number in (6, 5, 4, 3, 2, 1, 0)]
    assert page.count("silenced") == 0
    action = re.search(r'action="(/me/notices/topic[^"]*)"', part)
    assert action
    at = client.post(unescape(action[1]), {"topic": f"board:{boards[0].pk}", "how": "unfollow"})
    assert at["Location"] == f"{last}#followed"
    assert not is_following(cast.carla, f"board:{boards[0].pk}")


def test_follows_go_along_and_go_away(cast: Cast) -> None:
    topics = [bring(cast, kind)[0] for kind in TOPICS]
    for topic in topics:
        follow(cast.carla, topic)
    with takeout(cast.carla) as file, zipfile.ZipFile(file) as archive:
        rows = orjson.loads(archive.read("followed.json"))
    assert {row["topic"] for row in rows} == set(topics)
    erase(cast.carla)
    assert not Subscription.objects.exists()
