"""News of an idea with thousands of supporters: told by a job, in batches, once, and only to who may see it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from desireline.kit.jobs.api import run_all
from desireline.kit.jobs.models import Job
from desireline.listen.comments import api as comments
from desireline.listen.ideas import api as ideas
from desireline.listen.ideas.models import Idea
from desireline.listen.merges import api as merges
from desireline.listen.moderation import verbs as moderation
from desireline.listen.votes.models import Vote
from desireline.people.identity.models import Person
from desireline.people.notices.api import follow_many
from desireline.people.notices.models import Notice
from tests import make
from tests.cast import Cast


def supported(idea: Idea, number: int) -> list[int]:
    """So many voters; every third of them follows, too."""
    people = Person.objects.bulk_create(
        [Person(email=f"v{n}@example.org", name=f"V{n}", password="!") for n in range(number)]
    )
    Vote.objects.bulk_create([Vote(idea=idea, person=person) for person in people], batch_size=500)
    Idea.objects.filter(pk=idea.pk).update(votes=number)
    follow_many([person.pk for person in people[::3]], f"idea:{idea.pk}")
    return [person.pk for person in people]


@pytest.mark.slow
@pytest.mark.parametrize("news", ["status", "answer", "merge"])
def test_three_thousand_are_told_once_in_few_queries(
    cast: Cast, news: str, django_assert_max_num_queries: Any
) -> None:
    idea, target = make.idea(by=cast.carla), make.idea()
    people = supported(idea, 3000)
    Person.objects.filter(pk=people[0]).update(is_active=False)
    with django_assert_max_num_queries(70):  # the request of the team member only asks for a job
        if news == "status":
            ideas.set_status(idea, make.status("planned", stage="planned"), by=cast.tom, reason="Soon")
        elif news == "answer":
            ideas.respond(idea, "We will.", by=cast.tom)
        else:
            merges.merge(idea, target, by=cast.tom)
    assert Notice.objects.count() == 0
    with django_assert_max_num_queries(160):  # batches of 500, not one query a person
        run_all()
    told = list(Notice.objects.values_list("person_id", flat=True))
    assert len(told) == len(set(told)) == 3000  # the author, too; not the one who is blocked
    assert people[0] not in told


def test_a_job_that_runs_again_tells_nobody_twice(cast: Cast) -> None:
    idea = make.idea(by=cast.carla)
    supported(idea, 20)
    ideas.set_status(idea, make.status("planned", stage="planned"), by=cast.tom)
    run_all()
    first = Notice.objects.count()
    Notice.objects.filter(pk__gt=Notice.objects.order_by("pk")[9].pk).delete()  # it was killed half way
    Job.objects.filter(kind="listen.tell_status").update(finished=None, leased_until=None)
    run_all()
    assert Notice.objects.count() == first
    assert Notice.objects.values("person").distinct().count() == first


def test_a_board_for_others_keeps_news_from_former_supporters(cast: Cast) -> None:
    idea = make.idea(on=make.board(audience="staff"))
    people = supported(idea, 5)
    Vote.objects.create(idea=idea, person=cast.stella)
    ideas.respond(idea, "For us alone.", by=cast.tom)
    run_all()
    told = set(Notice.objects.values_list("person_id", flat=True))
    assert told == {cast.stella.pk}
    assert not told & set(people)


def test_what_became_spam_is_neither_shown_nor_mailed(cast: Cast, client: Any) -> None:
    idea = make.idea("Night mode")
    follow_many([cast.carla.pk], f"idea:{idea.pk}")
    said = comments.post(idea, by=cast.cora, body="Buy my watches")
    run_all()
    client.force_login(cast.carla)
    assert "Buy my watches" in client.get("/me/notices").content.decode()
    decision = moderation.decide(said, "spam", by=cast.tom)
    assert "Buy my watches" not in client.get("/me/notices").content.decode()
    run_all(at=timezone.now() + timedelta(days=2))
    assert not any("watches" in letter.body for letter in mail.outbox)
    moderation.undo(decision, by=cast.tom)
    assert "Buy my watches" in client.get("/me/notices").content.decode()
