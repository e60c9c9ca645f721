from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from desireline.kit.errors import Refused
from desireline.listen.ideas import telling
from desireline.listen.ideas.api import respond
from desireline.listen.ideas.models import Idea, IdeaOutcome, OfficialResponse, StatusChange
from desireline.listen.inbox import api as inbox
from desireline.listen.inbox.api import Wish
from desireline.listen.inbox.models import BulkAction
from desireline.listen.tags.models import IdeaTag
from tests import make
from tests.cast import Cast


def standing(idea: Idea) -> tuple[Any, ...]:
    """All that a deed may change."""
    idea.refresh_from_db()
    return (
        idea.status_id, idea.owner_id, idea.state, idea.merged_into_id, idea.triaged, idea.votes, idea.comments,
        tuple(IdeaTag.objects.filter(idea=idea).values_list("tag__name", flat=True)),
        tuple(IdeaOutcome.objects.filter(idea=idea).values_list("outcome_id", flat=True)),
        tuple(OfficialResponse.objects.filter(idea=idea).values_list("body", flat=True)),
    )  # fmt: skip


@pytest.mark.parametrize(
    "kind", ["status", "tag", "outcome", "owner", "answer", "spam", "hide", "merge", "done"]
)
def test_each_deed_on_many_is_undone_exactly(cast: Cast, kind: str) -> None:
    ideas, target = [make.idea(by=cast.carla) for _n in range(3)], make.idea()
    status, outcome = make.status("planned", stage="planned"), make.outcome()
    value = {
        "status": str(status.pk),
        "tag": "fees",
        "outcome": str(outcome.pk),
        "owner": str(cast.stella.pk),
        "answer": "We will.",
        "merge": str(target.pk),
    }.get(kind, "")
    before = [standing(idea) for idea in ideas]
    action = inbox.act(kind, [idea.pk for idea in ideas], by=cast.tom, wish=Wish(value, "Because"))
    for idea, was in zip(ideas, before, strict=True):
        assert standing(idea) != was
        assert idea.triaged is not None
    assert inbox.undo(action, by=cast.tom) == 0
    assert [standing(idea) for idea in ideas] == before
    with pytest.raises(Refused):
        inbox.undo(action, by=cast.tom)


def test_what_was_undone_leaves_no_public_trace(cast: Cast, client: Client) -> None:
    idea, status = make.idea(by=cast.carla), make.status("planned", stage="planned")
    address = f"/ideas/{idea.pk}-{idea.slug}"
    respond(idea, "Thank you.", by=cast.tom)
    before = client.get(address).content.decode()
    for kind, value in (("status", str(status.pk)), ("answer", "We will.")):
        action = inbox.act(kind, [idea.pk], by=cast.tom, wish=Wish(value, "Because of you"))
        assert client.get(address).content.decode() != before, kind
        inbox.undo(action, by=cast.tom)
        after = client.get(address).content.decode()
        assert "Undone" not in after
        assert "Because of you" not in after
        assert without_ages(after) == without_ages(before)
    kept = StatusChange.objects.get()
    assert (kept.after, kept.reason, kept.undone_by) == (status, "Because of you", cast.tom)
    idea.refresh_from_db()
    assert idea.status_at == idea.created
    assert OfficialResponse.objects.get().edited is None
    assert telling.tell_status(kept.pk) == 0


def without_ages(page: str) -> str:
    return re.sub(r"<time.*?</time>", "", page)


def test_a_status_can_be_undone_back_to_the_first(cast: Cast) -> None:
    idea, first = make.idea(), make.status("planned", stage="planned")
    done, start = make.status("done", stage="done"), idea.status
    one = inbox.act("status", [idea.pk], by=cast.tom, wish=Wish(str(first.pk)))
    two = inbox.act("status", [idea.pk], by=cast.tom, wish=Wish(str(done.pk)))
    inbox.undo(two, by=cast.tom)
    idea.refresh_from_db()
    assert (idea.status, idea.status_at) == (first, StatusChange.objects.earliest("id").at)
    assert inbox.undo(one, by=cast.tom) == 0
    idea.refresh_from_db()
    assert idea.status == start


def test_undo_leaves_what_was_changed_since(cast: Cast) -> None:
    idea, other = make.idea(), make.idea()
    planned, done = make.status("planned", stage="planned"), make.status("done", stage="done")
    action = inbox.act("status", [idea.pk, other.pk], by=cast.tom, wish=Wish(str(planned.pk)))
    inbox.act("status", [idea.pk], by=cast.tom, wish=Wish(str(done.pk)))
    assert inbox.undo(action, by=cast.tom) == 1
    idea.refresh_from_db()
    other.refresh_from_db()
    assert (idea.status, other.status.slug) == (done, "new")


def test_a_refusal_changes_nothing_at_all(cast: Cast) -> None:
    target, idea = make.idea(), make.idea(state=Idea.State.PENDING)
    fine = make.idea()
    with pytest.raises(Refused):
        inbox.act("merge", [fine.pk, idea.pk], by=cast.tom, wish=Wish(str(target.pk)))
    fine.refresh_from_db()
    assert (fine.state, BulkAction.objects.count()) == (Idea.State.PUBLISHED, 0)


@pytest.mark.parametrize(
    ("kind", "value"), [("nonsense", ""), ("status", "0"), ("owner", "x"), ("merge", "999999")]
)
def test_wishes_without_sense_are_refused(cast: Cast, kind: str, value: str) -> None:
    with pytest.raises(Refused):
        inbox.act(kind, [make.idea().pk], by=cast.tom, wish=Wish(value))


def test_customers_do_nothing_here(cast: Cast, client: Client) -> None:
    with pytest.raises(Refused):
        inbox.act("done", [make.idea().pk], by=cast.carla, wish=Wish())
    client.force_login(cast.carla)
    assert client.get("/team/inbox").status_code == 404
    assert client.post("/team/inbox/act", {"act": "done"}).status_code == 404


def test_the_page_works_without_scripts(cast: Cast, client: Client) -> None:
    idea, other = make.idea("Split bills", by=cast.carla), make.idea("Dark mode", by=cast.otto)
    client.force_login(cast.tom)
    page = client.get(f"/team/inbox?open={idea.pk}&q=split").content.decode()
    assert "Split bills" in page
    assert "Dark mode" not in page
    here = "/team/inbox?view=all"
    answer = client.post("/team/inbox/act", {"act": "done", "ids": [idea.pk, other.pk], "back": here})
    assert answer.headers["Location"] == here
    assert "All dealt with" in client.get("/team/inbox").content.decode()
    client.post(f"/team/inbox/actions/{BulkAction.objects.get().pk}/undo", {"back": "https://evil.example/"})
    assert "Dark mode" in client.get("/team/inbox").content.decode()
    for view in ("mine", "unanswered", "all", "nonsense"):
        assert client.get(f"/team/inbox?view={view}&from=%7F&open=x").status_code == 200


def test_the_list_pages_by_key_and_asks_little(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    board = make.board()
    for n in range(40):
        make.idea(f"Idea number {n}.", on=board, by=cast.carla)
    client.force_login(cast.tom)
    with django_assert_max_num_queries(16):
        first = client.get("/team/inbox").content.decode()
    assert first.count("triage-row") == 30
