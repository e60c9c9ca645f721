"""Support by accounts follows when people or values of accounts change."""

from __future__ import annotations

from django.db.models import QuerySet

from desireline.kit.jobs.api import Progress, enqueue
from desireline.listen.ideas.models import Idea
from desireline.listen.ideas.stamps import touch
from desireline.listen.votes.counting import CHUNK, recount
from desireline.listen.votes.models import AccountSupport, Vote


def person_moved(person_id: int) -> None:
    """A person is of another account now, or of none: a job counts the ideas that they support."""
    if Vote.objects.filter(person=person_id).exists():
        enqueue("votes.moved", {"person": person_id}, key=f"votes.person:{person_id}")


def value_changed(account_id: int) -> None:
    """An account is worth something else now: a job counts the ideas that its people support."""
    enqueue("votes.moved", {"account": account_id}, key=f"votes.account:{account_id}")


def count_again(*, person: int | None = None, account: int | None = None, progress: Progress) -> None:
    """Count the accounts and their value of the ideas concerned, in order of their ids, batch by batch."""
    rows: QuerySet[Vote] | QuerySet[AccountSupport]
    rows = Vote.objects.filter(person=person) if person else AccountSupport.objects.filter(account=account)
    done, after = 0, 0
    while ids := list(
        rows.filter(idea_id__gt=after).order_by("idea_id").values_list("idea_id", flat=True)[:CHUNK]
    ):
        if recount(ids):
            for pk, board in Idea.objects.filter(pk__in=ids).values_list("pk", "board_id"):
                touch(pk, board)
        done, after = done + len(ids), ids[-1]
        progress.step(done)
