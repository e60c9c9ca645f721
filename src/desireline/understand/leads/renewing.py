"""The scores of all, made anew and kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from desireline.kit.jobs.api import leave_room
from desireline.understand.leads.models import LeadRun, LeadScore
from desireline.understand.leads.scoring import AXES, scores
from desireline.understand.themes.models import ThemeRun

RENEW = "leads.renew"
BATCH = 1000
DAILY = timedelta(hours=20)
_FIELDS = [*AXES, "layer", "themes", "outcomes", "evidence", "at"]


def renew_when_due() -> int:
    """Once a day, and after the themes were found anew. How many people were scored."""
    last = LeadRun.objects.order_by("-pk").first()
    themes = ThemeRun.objects.order_by("-pk").first()
    fresh = last is not None and last.at > timezone.now() - DAILY
    if last and fresh and (themes is None or themes.at <= last.at):
        return 0
    return renew().people


def renew(*, tell: Callable[[int, int], None] | None = None) -> LeadRun:
    """Score everybody, in short transactions. Scores of those who are no candidates any more go."""
    start, at = time.monotonic(), timezone.now()
    found = scores()
    people = len(found.people)
    for first in range(0, people, BATCH):
        rows = [
            LeadScore(
                person_id=int(found.people[n]),
                **dict(zip(AXES, map(float, found.axes[n]), strict=True)),
                layer=int(found.layer[n]),
                themes=int(found.themes[n]),
                outcomes=int(found.outcomes[n]),
                evidence=found.evidence(n),
                at=at,
            )
            for n in range(first, min(first + BATCH, people))
        ]
        LeadScore.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["person"], update_fields=_FIELDS
        )
        leave_room()
        if tell:
            tell(first + len(rows), people)
    with transaction.atomic():
        LeadScore.objects.filter(at__lt=at).delete()
        return LeadRun.objects.create(at=at, people=people, seconds=time.monotonic() - start)
