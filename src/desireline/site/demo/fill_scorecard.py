"""Brings what the scorecard would have noted at the end of each month, from the days of the simulated rows."""

from __future__ import annotations

import random
from datetime import timedelta

from desireline.codevelop.models import Project
from desireline.futures.models import CustomerScenario
from desireline.prove.models import OutcomeMonth, ProjectCase, ProjectMonth
from desireline.prove.scorecard.api import TOGETHER, note_month, renew
from desireline.prove.scorecard.monthly import ask
from desireline.prove.scorecard.spans import begin, first_day, month_of
from desireline.prove.sight.api import standing
from desireline.site.demo.world import World

BACK = 24  # months
SPOKEN = (-60.0, 200.0)  # days after a project began, when customers first spoke for its outcome
MAPPED = (30, 640)  # days ago that the scenarios were mapped, first and last


def scorecard(world: World) -> None:
    """The months that are over, this one, and the numbers that the night would have kept. Again is harmless."""
    if ProjectMonth.objects.exists():
        return
    this, draw = month_of(world.now), random.Random(world.script.brand.seed + 97)  # noqa: S311 - a simulation
    spoken = {pk: draw.uniform(*SPOKEN) for pk in Project.objects.order_by("pk").values_list("pk", flat=True)}
    count = sum(_projects(month, spoken) for month in range(this - BACK, this))
    _scenarios(world, draw, this)
    note_month(world.now)
    kept = renew()
    ask(world.role("steward"))
    world.say(f"  scorecard: {count} projects as they stood at the ends of {BACK} months, {kept} series")


def _projects(month: int, spoken: dict[int, float]) -> int:
    """A line became unbroken when customers first spoke for its outcome: `spoken` days after the project began."""
    end = begin(month + 1)
    there = Project.objects.filter(created__lt=end)
    alive = [one for one in standing(there) if one.project.stage_id or one.project.entered >= end]
    shared = {pk for way in TOGETHER for pk, at in way(Project.objects.all()) if at < end}
    days = dict(ProjectCase.objects.values_list("project_id", "days_planned"))
    rows = [
        ProjectMonth(
            project=one.project,
            month=first_day(month),
            unbroken=one.broken is None
            and one.project.created + timedelta(days=spoken[one.project.pk]) < end,
            together=one.project.pk in shared,
            days=days.get(one.project.pk),
            at=end,
        )
        for one in alive
    ]
    ProjectMonth.objects.bulk_create(rows)
    return len(rows)


def _scenarios(world: World, draw: random.Random, this: int) -> None:
    """They came one by one."""
    mapped = [
        (outcome, world.at(draw.uniform(*MAPPED)))
        for outcome in CustomerScenario.objects.order_by("pk").values_list("outcome_id", flat=True)
    ]
    rows = []
    for month in range(this - BACK, this):
        counts: dict[int, int] = {}
        for outcome, at in mapped:
            if at < begin(month + 1):
                counts[outcome] = counts.get(outcome, 0) + 1
        rows += [
            OutcomeMonth(outcome_id=pk, month=first_day(month), scenarios=number, at=begin(month + 1))
            for pk, number in counts.items()
        ]
    OutcomeMonth.objects.bulk_create(rows)
