from __future__ import annotations

import pytest

from desireline.kit.errors import Refused
from desireline.listen.comments import api as comments
from desireline.listen.comments.models import Comment, CommentEdit, Reaction
from desireline.listen.ideas.models import Idea
from desireline.people.notices.models import Notice
from tests import make
from tests.cast import Cast


def count_of(idea: Idea) -> int:
    return Idea.objects.values_list("comments", flat=True).get(pk=idea.pk)


def test_a_comment_is_counted_in_the_same_breath(cast: Cast) -> None:
    idea = make.idea()
    comments.post(idea, by=cast.carla, body="It would save me an hour.")
    assert count_of(idea) == 1
    assert comments.recount([idea.pk]) == 0


def test_a_note_of_the_team_is_not_counted(cast: Cast) -> None:
    idea = make.idea()
    comments.post(idea, by=cast.tom, body="Ask legal.", internal=True)
    assert count_of(idea) == 0


def test_customers_write_no_notes_and_no_official_comments(cast: Cast) -> None:
    idea = make.idea()
    with pytest.raises(Refused):
        comments.post(idea, by=cast.carla, body="x", internal=True)
    with pytest.raises(Refused):
        comments.post(idea, by=cast.carla, body="x", official=True)


def test_an_answer_to_a_note_is_a_note(cast: Cast) -> None:
    idea = make.idea()
    note = comments.post(idea, by=cast.tom, body="Ask legal.", internal=True)
    answer = comments.post(idea, by=cast.stella, body="Done.", parent=note)
    assert answer.internal


def test_new_people_wait_and_are_not_counted(cast: Cast) -> None:
    idea = make.idea()
    made = comments.post(idea, by=cast.otto, body="Me too")
    assert made.state == Comment.State.PENDING
    assert count_of(idea) == 0


def test_blocked_people_say_nothing(cast: Cast) -> None:
    with pytest.raises(Refused):
        comments.post(make.idea(), by=cast.bob, body="x")


@pytest.mark.parametrize("values", [{"closed": True}, {"archived": True}])
def test_closed_ideas_take_no_comments(cast: Cast, values: dict[str, bool]) -> None:
    with pytest.raises(Refused):
        comments.post(make.idea(**values), by=cast.carla, body="x")


def test_the_team_may_still_write_on_a_closed_idea(cast: Cast) -> None:
    comments.post(make.idea(closed=True), by=cast.tom, body="It is out.", official=True)


def test_no_words_no_comment(cast: Cast) -> None:
    with pytest.raises(Refused):
        comments.post(make.idea(), by=cast.carla, body="  \n ")
    with pytest.raises(Refused):
        comments.post(make.idea(), by=cast.carla, body="x" * 10_001)


def test_editing_keeps_what_it_said(cast: Cast) -> None:
    comment = comments.post(make.idea(), by=cast.carla, body="one")
    comments.edit(comment, by=cast.carla, body="two")
    assert CommentEdit.objects.get().body == "one"
    comment.refresh_from_db()
    assert (comment.body, comment.edited is not None) == ("two", True)


def test_nobody_else_edits(cast: Cast) -> None:
    comment = comments.post(make.idea(), by=cast.carla, body="one")
    with pytest.raises(Refused):
        comments.edit(comment, by=cast.tom, body="two")


def test_removing_and_bringing_back(cast: Cast) -> None:
    idea = make.idea()
    comment = comments.post(idea, by=cast.carla, body="one")
    assert comments.remove(comment, by=cast.carla)
    assert not comments.remove(comment, by=cast.carla)
    assert count_of(idea) == 0
    assert comments.bring_back(comment, by=cast.carla)
    assert count_of(idea) == 1


def test_others_do_not_remove_but_moderators_do(cast: Cast) -> None:
    comment = comments.post(make.idea(), by=cast.carla, body="one")
    with pytest.raises(Refused):
        comments.remove(comment, by=cast.otto)
    assert comments.remove(comment, by=cast.tom)


def test_a_reaction_is_given_and_taken_back(cast: Cast) -> None:
    comment = comments.post(make.idea(), by=cast.carla, body="one")
    assert comments.react(comment, by=cast.otto, kind="thanks")
    assert comments.react(comment, by=cast.otto, kind="agree")
    assert not comments.react(comment, by=cast.otto, kind="thanks")
    assert list(Reaction.objects.values_list("kind", flat=True)) == ["agree"]
    with pytest.raises(Refused):
        comments.react(comment, by=cast.otto, kind="hate")


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("person__name", flat=True))


def test_followers_the_answered_and_the_mentioned_are_told_once_each(cast: Cast) -> None:
    from desireline.people.notices.api import follow

    idea = make.idea(by=cast.cora)
    first = comments.post(idea, by=cast.carla, body="one")
    follow(cast.ada, f"idea:{idea.pk}")
    comments.post(idea, by=cast.stella, body="Hello @Tom and @Carla", parent=first)
    assert told("mention") == {"Tom", "Carla"}
    assert told("reply") == set()
    assert told("comment") == {"Ada"}


def test_a_customer_reaches_nobody_outside_the_thread(cast: Cast) -> None:
    idea = make.idea(by=cast.cora)
    comments.post(idea, by=cast.carla, body="Look @Otto")
    assert told("mention") == set()


def test_notes_are_told_to_the_team_only(cast: Cast) -> None:
    idea = make.idea(by=cast.carla)
    said = comments.post(idea, by=cast.carla, body="one")
    comments.post(idea, by=cast.tom, body="Between us, @Carla @Stella", parent=said, internal=True)
    assert told("mention") == {"Stella"}
    assert told("reply") | told("comment") == set()


def test_what_waits_tells_nobody(cast: Cast) -> None:
    idea = make.idea(by=cast.carla)
    comments.post(idea, by=cast.otto, body="Hi @Carla")
    assert Notice.objects.count() == 0


def test_an_answer_from_another_idea_is_refused(cast: Cast) -> None:
    other = comments.post(make.idea(), by=cast.carla, body="one")
    with pytest.raises(Refused):
        comments.post(make.idea(), by=cast.carla, body="two", parent=other)
