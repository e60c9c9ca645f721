"""What the page of one candidate shows: each score with what stands behind it, decisions, who named whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q

from desireline.futures.outcomes.api import DesiredOutcome
from desireline.people.identity.api import Person
from desireline.people.profile.api import pictures
from desireline.people.roles.api import Permission, may
from desireline.understand.leads import sources
from desireline.understand.leads.models import LeadDecision, LeadScore
from desireline.understand.leads.naming import Named, chains, confirmed_among, named, nominations
from desireline.understand.leads.page import subjects
from desireline.understand.leads.reading import standing
from desireline.understand.themes.models import Theme

SURE = 5  # themes, or outcomes, from which on a score rests on more than a little


@dataclass(frozen=True, slots=True)
class Early:
    """A theme with which somebody engaged. `growth`: 1 is steady; `value`: 0.5 is average."""

    theme: Theme
    at: datetime
    place: float
    of: int
    growth: float
    value: float


@dataclass(frozen=True, slots=True)
class Gap:
    """An outcome that somebody rated, 1..5."""

    outcome: Any
    importance: int
    satisfaction: int

    @property
    def gap(self) -> int:
        return max(self.importance - self.satisfaction, 0)


def candidate_page(reader: Person, person: Person) -> dict[str, Any]:
    score = LeadScore.objects.filter(person=person).first()
    evidence = score.evidence if score else {}
    made = nominations().select_related("person", "named_by", "by")
    upward = list(made.filter(person=person).order_by("pk"))
    return {
        "subject": person,
        "picture": pictures([person.picture_id]).get(person.picture_id or 0),
        "score": score,
        "early": _early(evidence),
        "gaps": _gaps(reader, evidence),
        "brought": _told(sources.RESOURCES, evidence.get("resources", {})),
        "built": _told(sources.SOLUTIONS, evidence.get("solutions", {})),
        "usage": _told(sources.USAGE, evidence.get("usage", {})),
        "sure": SURE,
        "decisions": _decisions(reader, person),
        "named": named([person.pk]).get(person.pk, Named()),
        "upward": upward,
        "sure_namers": confirmed_among({one.named_by_id for one in upward}),
        "downward": list(made.filter(named_by=person).order_by("pk")),
        "chains": [chain for chain in chains(person) if len(chain) > 2],
        "may_decide": may(reader, Permission.CODEVELOP),
        **subjects(reader),
    }


def _early(evidence: dict[str, Any]) -> list[Early]:
    told = evidence.get("themes", [])
    themes = Theme.objects.filter(gone__isnull=True).in_bulk([one[0] for one in told])
    return [
        Early(themes[pk], datetime.fromtimestamp(at, UTC), place, of, growth, value)
        for pk, at, place, of, growth, value in told
        if pk in themes
    ]


def _gaps(reader: Person, evidence: dict[str, Any]) -> list[Gap]:
    told = evidence.get("outcomes", [])
    outcomes = DesiredOutcome.objects.visible_to(reader).in_bulk([one[0] for one in told])
    found = [Gap(outcomes[pk], high, low) for pk, high, low in told if pk in outcomes]
    return sorted(found, key=lambda one: -one.gap)


def _told(registry: Any, numbers: dict[str, float]) -> list[tuple[Any, float]]:
    return [(registry[name].label, numbers[name]) for name in registry.names() if name in numbers]


def _decisions(reader: Person, person: Person) -> list[tuple[LeadDecision, bool]]:
    """All that stand or stood before, the last first, each with whether it stands; of what the reader may see."""
    stands = set(standing().filter(person=person).values_list("pk", flat=True))
    seen = Q(outcome__isnull=True) | Q(outcome__in=DesiredOutcome.objects.visible_to(reader).values("pk"))
    rows = LeadDecision.objects.filter(seen, person=person, undone_at__isnull=True)
    return [(one, one.pk in stands) for one in rows.select_related("outcome", "theme", "by").order_by("-pk")]
