from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from desireline.listen.comments import api as comments
from desireline.listen.comments.models import Comment, Reaction
from desireline.listen.comments.reading import REPLIES, SIZE
from desireline.listen.comments.showing import Shown
from desireline.listen.ideas.models import Idea
from desireline.people.identity.models import Person
from tests import make
from tests.cast import Cast


def said(idea: Idea, body: str, *, by: Person | None = None, minutes: int = 0, **values: Any) -> Comment:
    return Comment.objects.create(
        idea=idea, author=by, body=body, created=timezone.now() + timedelta(minutes=minutes), **values
    )


def read(idea: Idea, reader: Person | None, address: str = "/ideas/1") -> dict[str, Any]:
    found: dict[str, Any] = comments.thread(idea, reader=reader, request=RequestFactory().get(address))[
        "thread"
    ]
    return found


def words(shown: list[Shown] | tuple[Shown, ...]) -> list[Any]:
    return [
        (one.body.striptags() if not one.gone else None, *([words(one.replies)] if one.replies else []))
        for one in shown
    ]


def test_two_levels_and_in_reply_to(cast: Cast) -> None:
    idea = make.idea()
    top = said(idea, "top", by=cast.carla)
    one = said(idea, "one", by=cast.otto, parent=top, minutes=1)
    said(idea, "deep", by=cast.tom, parent=one, minutes=2)
    said(idea, "two", parent=top, minutes=3)
    found = read(idea, None)["comments"]
    assert words(found) == [("top", [("one",), ("deep",), ("two",)])]
    assert [(reply.answers, reply.answers_name) for reply in found[0].replies] == [
        (None, ""),
        (one.pk, "Otto"),
        (None, ""),
    ]


def test_what_is_not_for_the_reader_leaves_no_words(cast: Cast) -> None:
    idea = make.idea()
    said(idea, "shown", by=cast.carla)
    hidden = said(idea, "hidden", by=cast.otto, state=Comment.State.HIDDEN)
    said(idea, "answer", by=cast.carla, parent=hidden)
    said(idea, "waiting", by=cast.otto, state=Comment.State.PENDING)
    said(idea, "spam", by=cast.otto, state=Comment.State.SPAM)
    note = said(idea, "note", by=cast.tom, internal=True)
    said(idea, "note two", by=cast.tom, internal=True, parent=note)
    assert words(read(idea, None)["comments"]) == [("shown",), (None, [("answer",)])]
    assert words(read(idea, cast.carla)["comments"]) == [("shown",), (None, [("answer",)])]
    assert ("waiting",) in words(read(idea, cast.otto)["comments"])
    team = str(words(read(idea, cast.tom)["comments"]))
    assert "note two" in team
    assert "spam" not in team


def test_the_number_at_the_head_tells_customers_nothing_of_notes(cast: Cast) -> None:
    idea = make.idea()
    comments.post(idea, by=cast.carla, body="one")
    comments.post(idea, by=cast.tom, body="note", internal=True)
    idea.refresh_from_db()
    assert read(idea, cast.carla)["total"] == 1
    assert read(idea, cast.tom)["total"] == 2


@pytest.mark.parametrize("newest", [False, True])
def test_long_threads_come_in_pages_without_gaps_or_repetition(cast: Cast, newest: bool) -> None:
    idea = make.idea()
    for n in range(SIZE * 2 + 3):
        said(idea, f"c{n}", by=cast.carla, minutes=n // 4)
    seen: list[Any] = []
    address: str | None = "/ideas/1?comments=newest" if newest else "/ideas/1"
    while address:
        page = read(idea, None, address.removesuffix("#comments"))
        seen += [one.pk for one in page["comments"]]
        address = page["next_url"]
    assert len(seen) == len(set(seen)) == SIZE * 2 + 3
    assert seen == sorted(seen, reverse=newest)


def test_many_answers_are_cut_with_a_way_to_the_rest(cast: Cast, client: Client) -> None:
    idea = make.idea()
    top = said(idea, "top", by=cast.carla)
    for n in range(REPLIES + 5):
        said(idea, f"answer-{n}.", parent=top, by=cast.carla, minutes=n + 1)
    shown = read(idea, None)["comments"][0]
    assert (len(shown.replies), shown.more) == (REPLIES, 5)
    page = client.get(f"/comments/{top.pk}/replies?skip={REPLIES}").content.decode()
    assert f"answer-{REPLIES + 4}." in page
    assert "answer-1." not in page


def test_a_damaged_cursor_starts_anew(cast: Cast) -> None:
    idea = make.idea()
    said(idea, "one", by=cast.carla)
    assert len(read(idea, None, "/ideas/1?from=%00%00")["comments"]) == 1
    assert len(read(idea, None, "/ideas/1?from=WyJub3ciLCJ4Il0")["comments"]) == 1


def test_a_reply_whose_parent_went_to_another_idea_stands_at_the_top(cast: Cast) -> None:
    here, there = make.idea(), make.idea()
    parent = said(there, "there", by=cast.carla)
    said(here, "here", by=cast.carla, parent=parent)
    assert words(read(here, None)["comments"]) == [("here",)]
    assert words(read(there, None)["comments"]) == [("there",)]


def test_five_queries_however_long_the_thread(cast: Cast, django_assert_max_num_queries: Any) -> None:
    idea = make.idea()
    for n in range(30):
        top = said(idea, f"c{n}", by=cast.carla, minutes=n)
        said(idea, "r", by=cast.otto, parent=top, minutes=n)
        Reaction.objects.create(comment=top, person=cast.otto, kind="thanks")
    with django_assert_max_num_queries(4):
        read(idea, cast.carla)
    with django_assert_max_num_queries(4):
        read(idea, None)
    with django_assert_max_num_queries(5):
        read(idea, cast.tom)


def test_reactions_are_counted_and_mine_is_marked(cast: Cast) -> None:
    idea = make.idea()
    comment = said(idea, "one", by=cast.carla)
    for person in (cast.otto, cast.tom):
        comments.react(comment, by=person, kind="thanks")
    given = {one.kind: (one.count, one.mine) for one in read(idea, cast.otto)["comments"][0].reactions}
    assert given["thanks"] == (2, True)
    assert given["agree"] == (0, False)
