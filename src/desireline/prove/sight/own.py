"""What a person takes along of what they wrote here. It stays without their name when they leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desireline.people.identity.api import Person
from desireline.prove.sight.models import Justification, PromiseEvidence

Rows = Iterable[Mapping[str, object]]


def justifications(person: Person) -> Rows:
    rows = Justification.objects.filter(by=person).order_by("id")
    return rows.values(
        "project_id", "outcome_id", "idea_id", "theme_id", "reason", "at", "undone_at"
    ).iterator()


def promise_evidence(person: Person) -> Rows:
    rows = PromiseEvidence.objects.filter(by=person).order_by("id")
    return rows.values("future_id", "promise", "kept", "text", "link", "at", "undone_at").iterator()
