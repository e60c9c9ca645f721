"""What a person may take along or take away of what they said at gates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desireline.codevelop.gates.models import FastTrack, GateDecision, Score
from desireline.codevelop.stages.models import Gatekeeper
from desireline.people.identity.api import Person

Rows = Iterable[Mapping[str, object]]


def forget(person: Person) -> None:
    """The words beside scores go. The scores stay, as those of nobody in particular, so that results hold; so do
    decisions with their reasons, which belong to the project. Who left keeps no gate."""
    Score.objects.filter(rater=person).exclude(note="").update(note="")
    Gatekeeper.objects.filter(person=person).delete()


def gate_scores(person: Person) -> Rows:
    """What the person gave at gates, and why."""
    rows: Rows = (
        Score.objects.filter(rater=person)
        .order_by("id")
        .values("visit__project__title", "visit__stage__name", "criterion__text", "value", "note", "at")
    )
    return rows


def gate_decisions(person: Person) -> Rows:
    """What the person decided, also shorter ways that they opened."""
    fields = ("project__title", "reason", "at", "undone_at")
    decided = GateDecision.objects.filter(by=person).order_by("id")
    yield from decided.values(*fields, "verdict", "evidence")
    for row in FastTrack.objects.filter(by=person).order_by("id").values(*fields):
        yield {**row, "verdict": "fast track"}
