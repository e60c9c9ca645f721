from __future__ import annotations

import pytest
from django.test import Client

from desireline.kit.errors import Refused
from desireline.kit.options import api as options
from desireline.listen.comments import api as comments
from desireline.listen.comments.models import Comment
from desireline.listen.entry.api import must_wait
from desireline.listen.ideas.models import Idea
from desireline.listen.moderation import verbs
from desireline.listen.moderation.models import Decision, Flag
from desireline.people.identity.models import Block, Person
from desireline.people.notices.models import Notice
from tests import make
from tests.cast import Cast

PENDING, SPAM, HIDDEN = Idea.State.PENDING, Idea.State.SPAM, Idea.State.HIDDEN


def state(thing: Idea | Comment) -> int:
    thing.refresh_from_db()
    return thing.state


def test_new_people_wait_and_known_ones_do_not(cast: Cast) -> None:
    assert must_wait(cast.otto, "x")
    assert not must_wait(cast.carla, "x")
    assert not must_wait(cast.tom, "x")
    assert must_wait(None, "x")
    options.put({"moderation": "all"})
    assert must_wait(cast.carla, "x")
    assert not must_wait(cast.cora, "x")
    options.put({"moderation": "none"})
    assert not must_wait(cast.otto, "x")


def test_the_same_words_again_wait(cast: Cast) -> None:
    options.put({"moderation": "none"})
    make.idea(by=cast.otto, body="Buy now")
    assert must_wait(cast.otto, " Buy now ")


def test_approving_shows_it_and_lifts_trust_and_undo_takes_both_back(cast: Cast) -> None:
    idea = make.idea(by=cast.otto, state=PENDING)
    decision = verbs.decide(idea, "approve", by=cast.tom)
    cast.otto.refresh_from_db()
    assert (state(idea), cast.otto.trust) == (Idea.State.PUBLISHED, Person.Trust.KNOWN)
    verbs.undo(decision, by=cast.tom)
    cast.otto.refresh_from_db()
    assert (state(idea), cast.otto.trust) == (PENDING, Person.Trust.NEW)
    with pytest.raises(Refused):
        verbs.undo(decision, by=cast.tom)


def test_trust_takes_as_many_as_the_team_says(cast: Cast) -> None:
    options.put({"trust_after": 2})
    for expected in (Person.Trust.NEW, Person.Trust.KNOWN):
        verbs.decide(make.idea(by=cast.otto, state=PENDING), "approve", by=cast.tom)
        cast.otto.refresh_from_db()
        assert cast.otto.trust == expected


def test_an_approved_comment_is_counted_and_told(cast: Cast) -> None:
    idea = make.idea(by=cast.carla)
    from desireline.people.notices.api import follow

    follow(cast.carla, f"idea:{idea.pk}")
    comment = comments.post(idea, by=cast.otto, body="Me too")
    assert Notice.objects.count() == 0
    verbs.decide(comment, "approve", by=cast.tom)
    idea.refresh_from_db()
    assert idea.comments == 1
    assert set(Notice.objects.values_list("kind", "person__name")) == {
        ("shown", "Otto"),
        ("comment", "Carla"),
    }


def test_the_second_spam_shuts_a_new_person_out_and_undo_lets_them_in(cast: Cast) -> None:
    first, second = (make.idea(by=cast.otto, state=PENDING) for _n in range(2))
    verbs.decide(first, "spam", by=cast.tom)
    cast.otto.refresh_from_db()
    assert cast.otto.is_active
    last = verbs.decide(second, "spam", by=cast.tom)
    cast.otto.refresh_from_db()
    assert not cast.otto.is_active
    verbs.undo(last, by=cast.tom)
    cast.otto.refresh_from_db()
    assert cast.otto.is_active
    assert Block.objects.filter(lifted_at__isnull=True).count() == 0


def test_enough_flags_hide_it_until_someone_has_looked(cast: Cast) -> None:
    idea = make.idea(by=cast.carla)
    for n in range(3):
        assert state(idea) == Idea.State.PUBLISHED
        assert verbs.flag(idea, by=make.person(), reason=f"bad {n}")
    assert state(idea) == HIDDEN
    verbs.decide(idea, "approve", by=cast.tom)
    assert Flag.objects.filter(settled_at__isnull=True).count() == 0
    for _n in range(4):
        verbs.flag(idea, by=make.person())
    assert state(idea) == Idea.State.PUBLISHED


def test_one_flag_each_and_none_on_ones_own(cast: Cast) -> None:
    idea = make.idea(by=cast.carla)
    assert verbs.flag(idea, by=cast.otto)
    assert not verbs.flag(idea, by=cast.otto)
    with pytest.raises(Refused):
        verbs.flag(idea, by=cast.carla)


def test_undo_waits_for_what_came_later(cast: Cast) -> None:
    idea = make.idea(by=cast.carla)
    first = verbs.decide(idea, "hide", by=cast.tom)
    second = verbs.decide(idea, "approve", by=cast.tom)
    with pytest.raises(Refused):
        verbs.undo(first, by=cast.tom)
    verbs.undo(second, by=cast.tom)
    verbs.undo(first, by=cast.tom)
    assert state(idea) == Idea.State.PUBLISHED


def test_customers_decide_nothing(cast: Cast) -> None:
    with pytest.raises(Refused):
        verbs.decide(make.idea(), "hide", by=cast.carla)


def test_the_page_and_its_buttons_without_scripts(cast: Cast, client: Client) -> None:
    idea = make.idea("Buy gold", by=cast.otto, state=PENDING, body="<script>alert(1)</script>")
    comment = comments.post(make.idea("Fees"), by=cast.otto, body="Me too")
    client.force_login(cast.tom)
    page = client.get("/team/moderation").content.decode()
    assert "Buy gold" in page
    assert "Me too" in page
    assert "<script>alert" not in page
    client.post(f"/team/moderation/idea/{idea.pk}", {"word": "spam"}, HTTP_SEC_FETCH_SITE="same-origin")
    assert state(idea) == SPAM
    client.post(f"/team/moderation/decisions/{Decision.objects.get().pk}/undo")
    assert state(idea) == PENDING
    answer = client.post(
        f"/team/moderation/comment/{comment.pk}", {"word": "approve"}, HTTP_HX_REQUEST="true"
    )
    assert "undo" in answer.headers["HX-Trigger"]
    assert state(comment) == Comment.State.PUBLISHED
    for view in ("flagged", "hidden", "spam", "nonsense"):
        assert client.get(f"/team/moderation?view={view}").status_code == 200


def test_the_queue_pages_by_key_in_few_queries(
    cast: Cast, client: Client, django_assert_max_num_queries: object
) -> None:
    for n in range(20):
        idea = make.idea(f"Waiting {n}.", by=cast.otto, state=PENDING)
        Comment.objects.create(idea=idea, author=cast.otto, body=f"Comment {n}.", state=PENDING)
    client.force_login(cast.tom)
    from desireline.listen.moderation import queue

    with django_assert_max_num_queries(5):  # type: ignore[operator]
        page = queue.page("waiting", cast.tom, cursor=None)
    seen = [(item.kind, item.pk) for item in page.rows]
    rest = queue.page("waiting", cast.tom, cursor=page.next)
    seen += [(item.kind, item.pk) for item in rest.rows]
    assert rest.next is None
    assert len(seen) == len(set(seen)) == 40


def test_boards_of_others_are_not_in_the_queue(cast: Cast, client: Client) -> None:
    from desireline.people.audiences.models import Audience

    board = make.board()
    board.audience = Audience.objects.create(kind="named", name="Only two people")
    board.save()
    idea = make.idea("Secret", on=board, state=PENDING)
    client.force_login(cast.tom)
    assert "Secret" not in client.get("/team/moderation").content.decode()
    assert client.post(f"/team/moderation/idea/{idea.pk}", {"word": "spam"}).status_code == 404


def test_reporting_from_a_page(cast: Cast, client: Client) -> None:
    idea = make.idea(by=cast.carla)
    client.force_login(cast.cora)
    assert client.get(f"/ideas/{idea.pk}/report").status_code == 200
    client.post(f"/ideas/{idea.pk}/report", {"reason": "Rude"})
    assert Flag.objects.get().reason == "Rude"
    client.force_login(cast.tom)
    assert "Rude" in client.get("/team/moderation?view=flagged").content.decode()


def test_an_approved_idea_begins_with_its_authors_vote(cast: Cast) -> None:
    idea = make.idea(by=cast.otto, state=Idea.State.PENDING)
    decision = verbs.decide(idea, "approve", by=cast.tom)
    idea.refresh_from_db()
    assert (idea.votes, idea.accounts) == (1, 1)
    verbs.undo(decision, by=cast.tom)
    idea.refresh_from_db()
    assert (idea.votes, idea.accounts, idea.state) == (0, 0, Idea.State.PENDING)
