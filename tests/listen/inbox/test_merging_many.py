"""Several chosen ideas go into one: it is found by words, with and without scripts."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from desireline.listen.ideas.models import Idea
from desireline.listen.inbox.models import BulkAction
from tests import make
from tests.cast import Cast

HTMX = {"HX-Request": "true"}


@pytest.fixture
def ideas(cast: Cast) -> list[Idea]:
    board = make.board()
    titles = ("Split a bill with friends", "Share the bill", "One bill, three payers", "Dark mode at night")
    return [make.idea(title, on=board, by=cast.carla) for title in titles]


@pytest.fixture
def tom(client: Client, cast: Cast) -> Client:
    client.force_login(cast.tom)
    return client


def offered(page: str) -> list[int]:
    return [int(pk) for pk in re.findall(r'type="radio" name="merge" value="(\d+)"', page)]


def merged_into(idea: Idea) -> int | None:
    found: int | None = Idea.objects.values_list("merged_into_id", flat=True).get(pk=idea.pk)
    return found


def test_targets_are_found_by_the_words_of_their_title(tom: Client, ideas: list[Idea]) -> None:
    asked: dict[str, Any] = {"ids": [ideas[0].pk, ideas[1].pk], "merge_q": "dark NIGHT"}
    part = tom.get("/team/inbox/merge", asked, headers=HTMX).content.decode()
    assert "<html" not in part
    assert offered(part) == [ideas[3].pk]
    nothing = tom.get("/team/inbox/merge", {**asked, "merge_q": "zebra"}, headers=HTMX).content.decode()
    assert offered(nothing) == []
    assert "No other idea" in nothing


def test_without_scripts_the_way_leads_over_a_page(tom: Client, ideas: list[Idea]) -> None:
    chosen = [ideas[0].pk, ideas[1].pk]
    sent: dict[str, Any] = {"act": "merge", "ids": chosen, "merge_q": "dark", "back": "/team/inbox?view=all"}
    answer = tom.post("/team/inbox/act", sent)
    assert parse_qs(urlsplit(answer["Location"]).query)["merge_q"] == ["dark"]
    page = tom.get(answer["Location"]).content.decode()
    assert "Split a bill with friends" in page
    assert offered(page) == [ideas[3].pk]
    done = tom.post("/team/inbox/act", {**sent, "merge": ideas[3].pk})
    assert done["Location"] == "/team/inbox?view=all"
    assert [merged_into(idea) for idea in ideas[:2]] == [ideas[3].pk, ideas[3].pk]
    tom.post(f"/team/inbox/actions/{BulkAction.objects.get().pk}/undo")
    assert [merged_into(idea) for idea in ideas[:2]] == [None, None]


def test_one_of_the_chosen_may_take_the_others_in(tom: Client, ideas: list[Idea]) -> None:
    chosen = [idea.pk for idea in ideas[:3]]
    assert set(chosen) <= set(offered(tom.get("/team/inbox/merge", {"ids": chosen}).content.decode()))
    tom.post("/team/inbox/act", {"act": "merge", "ids": chosen, "merge": chosen[1]})
    assert [merged_into(idea) for idea in ideas[:3]] == [chosen[1], None, chosen[1]]
    assert len(BulkAction.objects.get().changed) == 2


def test_without_chosen_ideas_nothing_is_asked(tom: Client, ideas: list[Idea]) -> None:
    assert tom.post("/team/inbox/act", {"act": "merge"})["Location"] == "/team/inbox"
    assert tom.get("/team/inbox/merge", {"ids": ("x", "9" * 30)}).status_code == 200
    elsewhere = tom.get(f"/team/inbox/merge?ids={ideas[0].pk}&back=https://evil.example/")
    assert "evil" not in elsewhere.content.decode()


def test_what_is_almost_surely_the_same_is_chosen_beforehand_for_one_idea(tom: Client, cast: Cast) -> None:
    from desireline.listen.search_cards.api import refresh_ideas

    board = make.board()
    ideas = [make.idea("Split a bill with all my friends", on=board, by=cast.carla) for _ in range(3)]
    refresh_ideas([idea.pk for idea in ideas])
    one = tom.get("/team/inbox/merge", {"ids": ideas[0].pk}, headers=HTMX).content.decode()
    assert one.count(" checked") == 1
    assert offered(one)[0] in {ideas[1].pk, ideas[2].pk}
    several = tom.get("/team/inbox/merge", {"ids": [ideas[0].pk, ideas[1].pk]}, headers=HTMX).content.decode()
    assert " checked" not in several
