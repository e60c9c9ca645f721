"""Brings what happened at the gates of the projects, and what was made and learnt between them.

It follows the visits that the projects made: where one ends, somebody decided. Invented with a seed, and said so.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from desireline.codevelop.gates.api import card_of, evidence_of, figures_of
from desireline.codevelop.models import (
    Criterion,
    Deliverable,
    Delivered,
    FastTrack,
    GateDecision,
    Project,
    Score,
    SkippedStage,
    Stage,
    Visit,
)
from desireline.people.models import Person
from desireline.site.demo.fill_work import work
from desireline.site.demo.script import BANK
from desireline.site.demo.world import World

RATERS = (2, 3, 3, 4, 5)
RATED_NOW = 0.6  # share of projects at whose next gate somebody has rated already
NOTED = 0.2
SHORTER = (
    "Customers drew this themselves, and two branches have run it on paper. A drawing would teach us nothing."
)


@dataclass(frozen=True, slots=True)
class At:
    """A project in a stage: what it can say there, and who is around."""

    project: Project
    visit: Visit
    told: dict[str, Any]
    team: Sequence[Person]
    steward: Person
    until: datetime

    def words(self, text: str) -> str:
        return text.format(title=self.project.title, outcome=self.project.outcome.statement)


def gates(world: World) -> None:
    """Decisions with their scorecards, and the work of every stage."""
    draw = random.Random(world.script.brand.seed + 89)  # noqa: S311 - a simulation
    told = {one["slug"]: one for one in tomllib.loads((BANK / "gates.toml").read_text())["stage"]}
    people = [world.people[member.key] for member in world.script.cast]
    team = [one for one in people if one.role in {"team", "steward", "admin"}]
    customers = [one for one in people if one.role in {"customer", "contributor"} and one.is_active]
    steward, decided = world.role("steward"), 0
    for project in Project.objects.select_related("outcome", "owner").order_by("pk"):
        visits = list(project.visits.select_related("stage").order_by("entered", "pk"))
        for visit, after in pairwise([*visits, None]):
            if visit is None or visit.stage.slug not in told:
                continue
            at = At(project, visit, told[visit.stage.slug], team, steward, visit.left or world.now)
            work(at, customers, draw)
            decided += _gate(at, after, draw)
    _fast_track(steward, world)
    world.say(f"  {decided} decisions at gates, with what was made and learnt before them")


def _gate(at: At, after: Visit | None, draw: random.Random) -> int:
    """The scorecard, and the decision at the end of the visit. Returns how many decisions were made."""
    project, visit = at.project, at.visit
    ended = visit.left is not None
    verdict, to = _verdict(project, visit, after)
    if ended or draw.random() < RATED_NOW:
        _scores(at, 7.4 if verdict == "go" else 4.6, draw)
        _delivered(at, draw if not ended else None)
    if not ended:
        if project.state != Project.State.HELD:
            return 0
        verdict, to = "hold", visit.stage
    made = _decision(at, verdict, to, draw)
    if not ended or after is None:
        GateDecision.objects.filter(pk=made.pk).update(version=project.version)
    return 1


def _verdict(project: Project, visit: Visit, after: Visit | None) -> tuple[str, Stage | None]:
    if after is None:
        stopped = project.state == Project.State.STOPPED
        return ("kill", None) if stopped else ("go", None)
    onward = (after.stage.position, after.stage.pk) > (visit.stage.position, visit.stage.pk)
    return ("go" if onward else "recycle"), after.stage


def _decision(at: At, verdict: str, to: Stage | None, draw: random.Random) -> GateDecision:
    when = at.visit.left or at.project.entered
    card = card_of(at.visit)
    return GateDecision.objects.create(
        project=at.project,
        visit=at.visit,
        verdict=verdict,
        to=to,
        reason=at.words(draw.choice(at.told[verdict])),
        evidence=at.words(at.told["evidence"]) if verdict in {"go", "recycle"} else "",
        despite=verdict == "go" and not card.clear,
        figures=figures_of(card, at.visit),
        before=Project.State.ACTIVE,
        since=at.visit.entered,
        by=at.steward,
        at=when,
    )


def _scores(at: At, middle: float, draw: random.Random) -> None:
    raters = draw.sample(at.team, min(len(at.team), draw.choice(RATERS)))
    asked = list(Criterion.objects.filter(stage=at.visit.stage, archived__isnull=True))
    when = at.until - timedelta(hours=draw.uniform(6, 60))
    rows = []
    for rater in raters:
        leaning = draw.gauss(0, 0.8)
        for one in asked:
            mark = round(min(10, max(0, draw.gauss(middle + leaning, 1.3))))
            value = (10 if draw.random() < (0.95 if middle > 6 else 0.6) else 0) if one.must else mark
            note = draw.choice(at.told["notes"]) if draw.random() < NOTED else ""
            rows.append(
                Score(
                    visit=at.visit,
                    criterion=one,
                    rater=rater,
                    value=value,
                    note=note,
                    at=max(when, at.visit.entered),
                )
            )
    Score.objects.bulk_create(rows)


def _delivered(at: At, draw: random.Random | None) -> None:
    """All of it for a gate that is past; some of it for one ahead."""
    asked = Deliverable.objects.filter(stage=at.visit.stage, archived__isnull=True)
    when = max(at.visit.entered, at.until - timedelta(days=2))
    Delivered.objects.bulk_create(
        Delivered(visit=at.visit, deliverable=one, by=at.project.owner, at=when)
        for one in asked
        if draw is None or draw.random() < 0.5
    )


def _fast_track(steward: Person, world: World) -> None:
    """One project whose idea has the support takes a shorter way."""
    early = Project.objects.filter(state="active", stage__slug__in=["planning", "idea"]).order_by("pk")
    for project in early.select_related("stage", "outcome__future"):
        evidence = evidence_of(project, by=steward)
        skipped = Stage.objects.filter(slug="conceptual-prototype").first()
        if not evidence.enough or skipped is None:
            continue
        made = FastTrack.objects.create(
            project=project, reason=SHORTER, evidence=asdict(evidence), by=steward, at=world.at(4)
        )
        SkippedStage.objects.create(fast_track=made, stage=skipped)
        return
