"""Futures and outcomes can be followed; what becomes of them is told some minutes later."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desireline.futures.following import telling, topics
from desireline.futures.following.rules import milestone
from desireline.futures.futures.events import FuturePublished
from desireline.futures.outcomes.events import OutcomeReached, OutcomeWorded
from desireline.futures.outcomes.models import Attainment, DesiredOutcome
from desireline.kit.events import subscribe
from desireline.kit.jobs.api import enqueue
from desireline.people.notices.api import awaited, declare_kind, declare_topic

WAIT = timedelta(minutes=5)  # in which it can be taken back, or mended, and nobody noticed

declare_topic("future", topics.futures_named, word=_("Future"), heard=topics.hear_future)
declare_topic("outcome", topics.outcomes_named, word=_("Desired outcome"), heard=topics.hear_outcome)
declare_kind(
    telling.FUTURE, _("A future that I follow is published anew, or gets a new desired outcome"), mail="daily"
)
declare_kind(
    telling.OUTCOME,
    _("A desired outcome that I follow is put anew, or a round number of people have reached it"),
    mail="daily",
)


def _soon(job: str, key: object, **payload: Any) -> None:
    enqueue(f"futures.{job}", payload, key=f"futures.{job}:{key}", due=timezone.now() + WAIT)


@subscribe(FuturePublished)
def _published(event: FuturePublished) -> None:
    if awaited(f"future:{event.future}"):
        _soon("tell_published", f"{event.future}:{event.version}", future=event.future, version=event.version)


@subscribe(OutcomeWorded)
def _worded(event: OutcomeWorded) -> None:
    if event.new:
        future = DesiredOutcome.objects.values_list("future_id", flat=True).get(pk=event.outcome)
        if awaited(f"future:{future}"):
            _soon("tell_added", event.outcome, outcome=event.outcome, by=event.by)
    elif awaited(f"outcome:{event.outcome}"):
        at = int(timezone.now().timestamp() * 1000)
        _soon("tell_worded", event.outcome, outcome=event.outcome, by=event.by, at=at)


@subscribe(OutcomeReached)
def _reached(event: OutcomeReached) -> None:
    topic = f"outcome:{event.outcome}"
    count = Attainment.objects.filter(outcome=event.outcome).count() if awaited(topic) else 0
    if milestone(count):
        _soon("tell_reached", f"{event.outcome}:{count}", outcome=event.outcome, count=count)
