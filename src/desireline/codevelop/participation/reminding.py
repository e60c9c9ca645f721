"""Reminds of what was asked, once, three days before it is due. Nobody who left is reminded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desireline.codevelop.participation import telling
from desireline.codevelop.participation.asked import (
    ENDED,
    agreement_due,
    end_of,
    open_questions,
    question_due,
)
from desireline.codevelop.participation.models import Acceptance, Participant, Reminded
from desireline.codevelop.participation.standing import cleared, demanded
from desireline.codevelop.work.models import Answer

BEFORE, BATCH = timedelta(days=3), 500
Due = tuple[Participant, str]
State = Participant.State


def remind(now: datetime | None = None) -> int:
    """Remind everyone of what is due soon. Returns of how many things. Again is harmless."""
    at = now or timezone.now()
    rows = Participant.objects.filter(
        Q(state=State.JOINED) | Q(state=State.INVITED, due__lte=(at + BEFORE).date()), person__is_active=True
    ).exclude(project__state__in=ENDED)
    done, last = 0, 0
    while batch := list(
        rows.filter(pk__gt=last).select_related("project", "call", "person").order_by("pk")[:BATCH]
    ):
        last = batch[-1].pk
        done += sum(_once(row, ask) for row, ask in _due(batch, at))
    return done


def _due(rows: list[Participant], at: datetime) -> Iterator[Due]:
    for row in rows:
        if row.state == State.INVITED and _soon(end_of(row.due), at):
            yield row, "invitation"
    joined = [row for row in rows if row.state == State.JOINED]
    asked = demanded(joined)
    ids = {version.pk for versions in asked.values() for version in versions}
    known = set(
        Acceptance.objects.filter(version__in=ids, person__in=[row.person_id for row in joined]).values_list(
            "version_id", "person_id"
        )
    )
    for row in joined:
        for version in asked[row.pk]:
            if (version.pk, row.person_id) not in known and _soon(agreement_due(row, version), at):
                yield row, f"agreement:{version.pk}"
    clear = set(cleared(joined))
    yield from _questions([row for row in joined if row.pk in clear], at)


def _questions(rows: list[Participant], at: datetime) -> Iterator[Due]:
    asked = defaultdict(list)
    for one in open_questions(rows):
        if _soon(question_due(one), at):
            asked[one.project_id].append(one.pk)
    known = set(
        Answer.objects.filter(question__in=[pk for some in asked.values() for pk in some]).values_list(
            "question_id", "person_id"
        )
    )
    for row in rows:
        for pk in asked.get(row.project_id, []):
            if (pk, row.person_id) not in known:
                yield row, f"question:{pk}"


def _soon(due: datetime | None, at: datetime) -> bool:
    return due is not None and due - BEFORE <= at <= due


@transaction.atomic
def _once(row: Participant, ask: str) -> bool:
    _row, fresh = Reminded.objects.get_or_create(participant=row, ask=ask)
    if fresh:
        words = {
            "invitation": _("Would you like to take part? {project}"),
            "agreement": _("An agreement waits for you: {project}"),
            "question": _("A question waits for your answer: {project}"),
        }
        telling.to_participant(telling.REMINDER, row, words[ask.split(":")[0]], by=None)
    return fresh
