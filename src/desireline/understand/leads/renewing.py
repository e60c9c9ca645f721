"""The scores of all, made anew and kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone
from orjson import dumps

from desireline.kit.jobs.api import leave_room
from desireline.kit.rows.api import marks, time_value
from desireline.understand.leads.models import LeadRun, LeadScore
from desireline.understand.leads.scoring import AXES, Scores, scores
from desireline.understand.themes.models import ThemeRun

RENEW = "leads.renew"
BATCH = 1000
DAILY = timedelta(hours=20)
_FIELDS = [*AXES, "layer", "themes", "outcomes", "evidence", "at"]
_SET = ", ".join(f"{name} = excluded.{name}" for name in _FIELDS)
_INSERT = (
    f"INSERT INTO understand_leadscore (person_id, {', '.join(_FIELDS)}) VALUES ({marks(['person_id', *_FIELDS])})"  # noqa: S608
    f" ON CONFLICT (person_id) DO UPDATE SET {_SET}"
)


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
        last = min(first + BATCH, people)
        _keep(found, first, last, at)
        leave_room()
        if tell:
            tell(last, people)
    with transaction.atomic():
        LeadScore.objects.filter(at__lt=at).delete()
        return LeadRun.objects.create(at=at, people=people, seconds=time.monotonic() - start)


def _keep(found: Scores, first: int, last: int, at: datetime) -> None:
    """Write the scores at these places, in one short transaction."""
    columns = (
        found.people,
        *found.axes.T,
        found.layer,
        found.themes,
        found.outcomes,
    )
    rows = zip(*(column[first:last].tolist() for column in columns), strict=True)
    moment, told = time_value(at), found.evidence(first, last)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            _INSERT,
            [(*row, dumps(one).decode(), moment) for row, one in zip(rows, told, strict=True)],
        )
