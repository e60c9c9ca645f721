"""Where projects have been: visits, holds, what lay on the table. Read once for funnel and flow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max, Q

from desireline.codevelop.projects.api import Project, Visit
from desireline.codevelop.stages.api import Stage
from desireline.prove.portfolio.rows import Row


@dataclass(frozen=True, slots=True)
class Stay:
    """A visit of a project to a stage. `ready`: since when all deliverables lay on the table."""

    project: int
    stage: int
    entered: datetime
    left: datetime | None
    ready: datetime | None


@dataclass(frozen=True, slots=True)
class History:
    """Stages in their order, the stays of the projects asked for, their holds, and who was sent back where."""

    stages: Sequence[Stage]
    stays: dict[int, list[Stay]]
    holds: dict[int, list[tuple[datetime, datetime | None]]] = field(default_factory=dict)
    recycled: dict[int, set[int]] = field(default_factory=dict)


def history(rows: Iterable[Row]) -> History:
    """Three queries, whatever the number of projects."""
    wanted = {row.pk for row in rows}
    in_use = Q(archived__isnull=True) | Q(visits__isnull=False)
    stages = list(
        Stage.objects.filter(in_use).annotate(
            wants=Count("deliverables", filter=Q(deliverables__archived__isnull=True), distinct=True)
        )
    )
    wants = {stage.pk: stage.wants for stage in stages}
    found = History(stages, _stays(wanted, wants))
    _decisions(wanted, found)
    return found


def _stays(wanted: set[int], wants: Mapping[int, int]) -> dict[int, list[Stay]]:
    read = Visit.objects.annotate(count=Count("delivered"), ready=Max("delivered__at")).order_by(
        "entered", "pk"
    )
    found: dict[int, list[Stay]] = {}
    for project, stage, entered, left, count, ready in read.values_list(
        "project_id", "stage_id", "entered", "left", "count", "ready"
    ):
        if project in wanted:
            all_there = wants.get(stage, 0) and count >= wants[stage]
            stay = Stay(project, stage, entered, left, ready if all_there else None)
            found.setdefault(project, []).append(stay)
    return found


def _decisions(wanted: set[int], found: History) -> None:
    """Holds last from their decision to the next one; other decisions of projects never held are not read."""
    held = Project.objects.filter(decisions__verdict="hold").values("pk")
    read = (
        Project.objects.filter(
            Q(decisions__verdict="recycle") | Q(pk__in=held), decisions__undone_at__isnull=True
        )
        .order_by("decisions__at", "decisions__pk")
        .values_list("pk", "decisions__verdict", "decisions__at", "decisions__visit__stage")
    )
    open_: dict[int, datetime] = {}
    for project, verdict, at, stage in read:
        if project not in wanted:
            continue
        if project in open_:
            found.holds.setdefault(project, []).append((open_.pop(project), at))
        if verdict == "hold":
            open_[project] = at
        elif verdict == "recycle":
            found.recycled.setdefault(stage, set()).add(project)
    for project, at in open_.items():
        found.holds.setdefault(project, []).append((at, None))
