"""What a person takes along of this, and what is taken away when they leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from desireline.people.identity.api import Person
from desireline.understand.leads.models import LeadDecision, LeadNomination, LeadOptOut, LeadScore

Rows = Iterable[Mapping[str, object]]
KEPT = timedelta(days=30)


def forget(person: Person) -> None:
    """Scores, decisions about them, whom they named and who named them go; so does what was noted of their address.
    Decisions that they made about others stay without their name."""
    for model in (LeadScore, LeadDecision, LeadOptOut):
        model.objects.filter(person=person).delete()
    of = Q(person=person) | Q(named_by=person)
    if person.email:
        of |= Q(email__iexact=person.email)
    LeadNomination.objects.filter(of).delete()


def lead_customers(person: Person) -> Rows:
    """What is kept about the person: the score with its evidence, decisions, and the words of the opt-out."""
    for score in LeadScore.objects.filter(person=person).values(
        "ahead", "benefit", "resources", "evidence", "at"
    ):
        yield {"what": "score", **score}
    about = LeadDecision.objects.filter(person=person).order_by("id")
    for decision in about.values("verdict", "reason", "outcome__statement", "theme__name", "at", "undone_at"):
        yield {"what": "decision", **decision}
    for out in LeadOptOut.objects.filter(person=person).order_by("id").values("at", "ended"):
        yield {"what": "opted out", **out}


def lead_nominations(person: Person) -> Rows:
    """Whom the person named, and that they were named (also under their address); by whom stays with the team."""
    named = LeadNomination.objects.filter(named_by=person).order_by("id")
    for told in named.values("person__name", "name", "email", "note", "consent", "at"):
        yield {"what": "named somebody", **told}
    of = Q(person=person) | (Q(email__iexact=person.email) if person.email else Q())
    for row in (
        LeadNomination.objects.filter(of).order_by("id").values("name", "email", "note", "consent", "at")
    ):
        yield {"what": "was named", **row}


def sweep() -> int:
    """Delete for good what was taken out a while ago. How many."""
    gone, _rows = LeadNomination.objects.filter(undone_at__lt=timezone.now() - KEPT).delete()
    return gone
