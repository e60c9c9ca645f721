"""Brings a case for most projects, what the bank aims at, and two reviews. Invented with a seed, and said so."""

from __future__ import annotations

import random
from datetime import timedelta

from desireline.codevelop.models import Project, Stage
from desireline.maths.portfolio import equal_shares
from desireline.people.models import Person
from desireline.prove.models import CaseChange, ProjectCase, Review, ReviewItem, Target, TargetShare
from desireline.prove.portfolio.agenda import agenda
from desireline.prove.portfolio.api import aims, rows
from desireline.site.demo.world import World

DISCIPLINES = ("customer_intimacy", "operational_excellence", "product_leadership", "social_mission")
WEIGHTS = (40, 30, 18, 12)
UNSAID = 0.12  # projects about whose worth nobody has said anything yet
DAY_RATE = 620
WORTH = {1: (250, 900), 2: (400, 1800), 3: (600, 4200)}  # thousands
REVIEWS = ((35.0, "Autumn review"), (-7.0, "Winter review"))  # days ago
BEFORE = 95.0  # days between two reviews
SAID = {
    "overdue": "Two more weeks, then it comes to its gate with what there is.",
    "gate": "The gate takes place. The team brings the figures of the last test.",
    "held": "Stays on hold until the partner has answered; we look again next time.",
    "new": "Welcome. The first gate looks at whether customers asked for it.",
    "target": "The next two projects that begin should close this gap.",
}


def portfolio(world: World) -> None:
    """Cases first, then targets, then the meetings that looked at them. Again is harmless."""
    if ProjectCase.objects.exists():
        return
    draw = random.Random(world.script.brand.seed + 83)  # noqa: S311 - a simulation
    stages = list(Stage.objects.filter(archived__isnull=True))
    place = {stage.pk: number for number, stage in enumerate(stages)}
    count = 0
    for project in Project.objects.select_related("owner").order_by("pk"):
        if draw.random() >= UNSAID:
            far = place.get(project.stage_id or 0, len(stages)) / max(1, len(stages))
            _case(project, far, draw)
            count += 1
    steward = world.role("steward")
    _targets(world, steward)
    _reviews(world, steward)
    world.say(f"  cases of {count} projects, targets, {len(REVIEWS)} reviews of the portfolio")


def _case(project: Project, far: float, draw: random.Random) -> None:
    """Further along, a project is surer, has spent more, and has less left to spend."""
    horizon = draw.choices((1, 2, 3), (62, 25, 13))[0]
    low, high = WORTH[horizon]
    days = draw.randrange(40, 160) * horizon
    whole = days * DAY_RATE * draw.uniform(0.9, 1.5)
    ended = project.stage_id is None
    case = ProjectCase.objects.create(
        project=project,
        **_shares(draw),
        horizon=horizon,
        ambition=("core", "adjacent", "transformational")[horizon - 1],
        days_planned=days,
        days_spent=round(days * (1 if ended else min(1.15, far * draw.uniform(0.8, 1.25)))),
        money_planned=round(whole / 3, -2),
        money_spent=round(whole / 3 * (1 if ended else far), -2),
        value=round(draw.uniform(low, high)) * 1000,
        technical=round(min(0.97, draw.uniform(0.35, 0.7) - 0.08 * (horizon - 1) + far * 0.35), 2),
        commercial=round(min(0.95, draw.uniform(0.35, 0.75) - 0.05 * (horizon - 1) + far * 0.25), 2),
        development=0 if ended else round(whole * (1.05 - far), -3),
        commercialisation=round(whole * draw.uniform(0.1, 0.35), -3),
    )
    _history(case, project, draw)


def _shares(draw: random.Random) -> dict[str, int]:
    picked = list(dict.fromkeys(draw.choices(DISCIPLINES, WEIGHTS, k=draw.choice((1, 2, 2, 3)))))
    shares = [60, 40] if len(picked) == 2 else equal_shares(len(picked))
    return dict(zip(picked, shares, strict=True))


def _history(case: ProjectCase, project: Project, draw: random.Random) -> None:
    """What was said at the beginning, and for some that customers made them think again."""
    begun = project.created + timedelta(days=2)
    first = {"horizon": [None, case.horizon], "days_planned": [None, case.days_planned]}
    changes = [CaseChange(case=case, what=first, why="First estimate", by=project.owner, at=begun)]
    if draw.random() < 0.4 and case.commercial is not None:
        changes.append(
            CaseChange(
                case=case,
                what={"commercial": [round(max(0.1, case.commercial - 0.15), 2), case.commercial]},
                why="More customers wanted it in the last test than we thought",
                by=project.owner,
                at=max(begun, project.entered - timedelta(days=1)),
            )
        )
    CaseChange.objects.bulk_create(changes)


def _targets(world: World, steward: Person) -> None:
    """The bank leads in closeness to its customers, and sets money aside by horizon."""
    for axis, shares, money in (
        ("discipline", dict(zip(DISCIPLINES, (40, 25, 20, 15), strict=True)), {}),
        ("horizon", {"1": 60, "2": 25, "3": 15}, {"1": 900_000, "2": 600_000, "3": 350_000}),
    ):
        row = Target.objects.create(axis=axis, by=steward, at=world.at(300))
        TargetShare.objects.bulk_create(
            TargetShare(target=row, key=key, share=share, money=money.get(key))
            for key, share in shares.items()
        )


def _reviews(world: World, steward: Person) -> None:
    """One closed with its decisions, one whose agenda waits. Each saw what there was on its day."""
    for ago, title in REVIEWS:
        done = ago > 0
        seen = world.at(max(ago, 0))
        review = Review.objects.create(
            on=world.at(ago).date(),
            title=title,
            by=steward,
            created=world.at(max(ago, 0) + 2),
            notes="We begin with what customers told us since the last time." if done else "",
            closed_at=seen if done else None,
            closed_by=steward if done else None,
        )
        there = [row for row in rows(steward) if row.created < seen]
        due = agenda(there, aims(), on=review.on, now=seen, since=world.at(ago + BEFORE))
        ReviewItem.objects.bulk_create(
            ReviewItem(
                review=review,
                kind=one.kind,
                project_id=one.project,
                facts=one.facts,
                position=10 * place,
                decision=SAID[one.kind] if done else "",
                decided_by=steward if done else None,
                decided_at=seen if done else None,
            )
            for place, one in enumerate(due, start=1)
        )
