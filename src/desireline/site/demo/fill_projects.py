"""Brings the projects with their ways through the stages: the ends are written by hand, the days between simulated."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from desireline.codevelop.models import Project, ProjectMember, ProjectOrigin, Stage, Visit
from desireline.codevelop.stages.api import stages
from desireline.people.audiences.api import basic
from desireline.site.demo.script import BANK
from desireline.site.demo.world import World

FILE = "projects.toml"
SPREAD = 0.3  # of the logarithm of the days in a stage


@dataclass(frozen=True, slots=True)
class Told:
    """A project as `projects.toml` tells it; see there."""

    key: str
    title: str
    outcome: str
    owner: str
    purpose: str
    began: float
    reached: int
    state: str
    ended: float | None = None
    back: int | None = None
    ideas: tuple[str, ...] = ()
    story: str = ""
    shown: str = ""
    confidential: bool = False


def told() -> list[Told]:
    rows = tomllib.loads((BANK / FILE).read_text(encoding="utf-8"))["project"]
    return [Told(**{**row, "ideas": tuple(row.get("ideas", ()))}) for row in rows]


def projects(world: World) -> None:
    """All whose outcome the script has; again is harmless."""
    ways = stages()
    rng = np.random.default_rng([world.script.brand.seed, 11])
    wanted = [one for one in told() if one.outcome in world.outcomes]
    known = set(Project.objects.values_list("slug", flat=True))
    drawn = [(one, list(_way(one, ways, world, rng))) for one in wanted]
    fresh = [(one, way) for one, way in drawn if one.key not in known]
    made = Project.objects.bulk_create(_row(one, way, world) for one, way in fresh)
    pairs = list(zip(made, fresh, strict=True))
    Visit.objects.bulk_create(
        Visit(project=row, stage=stage, entered=entered, left=left)
        for row, (_one, way) in pairs
        for stage, entered, left in way
    )
    _people(pairs, world, rng)
    ProjectOrigin.objects.bulk_create(
        ProjectOrigin(project=row, idea=world.ideas[key], by=row.owner, at=row.created)
        for row, (one, _way) in pairs
        for key in one.ideas
        if key in world.ideas
    )
    world.say(f"  {len(made)} projects with their ways through {len(ways)} stages, simulated")


def _way(
    one: Told, ways: list[Stage], world: World, rng: np.random.Generator
) -> Iterator[tuple[Stage, datetime, datetime | None]]:
    """Its visits: (stage, entered, left), the last one open while the project is under way."""
    order = list(range(min(one.reached, len(ways) - 1) + 1))
    if one.back and one.back in order:
        at = order.index(one.back)
        order[at + 1 : at + 1] = [one.back - 1, one.back]
    parts = np.array([ways[n].days for n in order]) * np.exp(rng.normal(0, SPREAD, len(order)))
    if one.ended is None:
        parts[-1] *= float(rng.uniform(0.25, 1.3))
    whole = one.began - (one.ended or 0.0)
    edges = one.began - np.concatenate([[0.0], np.cumsum(parts)]) * (whole / parts.sum())
    for place, n in enumerate(order):
        last = place == len(order) - 1
        left = None if last and one.ended is None else world.at(float(edges[place + 1]))
        yield ways[n], world.at(float(edges[place])), left


def _row(one: Told, way: list[Any], world: World) -> Project:
    stage, entered, left = way[-1]
    due = None if left else (entered + timedelta(days=stage.days)).date()
    return Project(
        slug=one.key,
        title=one.title,
        purpose=one.purpose,
        story=one.story.strip(),
        outcome=world.outcomes[one.outcome],
        owner=world.people[one.owner],
        state=one.state,
        stage=None if left else stage,
        entered=left or entered,
        due=due,
        audience=basic(one.shown or "staff"),
        shown=world.at(max(one.began - 60, one.ended or 5)) if one.shown else None,
        confidential=one.confidential,
        version=len(way),
        created=world.at(one.began),
    )


def _people(pairs: list[Any], world: World, rng: np.random.Generator) -> None:
    """The owner, and one or two more of the team."""
    team = [
        world.people[member.key]
        for member in world.script.cast
        if member.role in ("team", "steward", "admin")
    ]
    rows = []
    for row, _told in pairs:
        others = [team[n] for n in rng.permutation(len(team))[: int(rng.integers(1, 3))]]
        people = dict.fromkeys([row.owner, *([] if row.confidential else others)])
        rows += [ProjectMember(project=row, person=one, since=row.created) for one in people if one]
    ProjectMember.objects.bulk_create(rows)
