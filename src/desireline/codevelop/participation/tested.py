"""What somebody brought to projects, as lead customers are looked for: tests that they finished."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from desireline.codevelop.participation.models import Participant
from desireline.codevelop.projects.models import Project


def finished(until: datetime | None) -> Mapping[int, float]:
    """Projects that ended while they took part, without confidential ones: not all of the team may know of them."""
    rows = Participant.objects.filter(
        state=Participant.State.JOINED,
        project__confidential=False,
        project__state__in=[Project.State.RELEASED, Project.State.STOPPED],
    )
    if until is not None:
        rows = rows.filter(since__lte=until, project__entered__lte=until)
    return Counter(rows.values_list("person_id", flat=True))
