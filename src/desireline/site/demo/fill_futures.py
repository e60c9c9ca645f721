"""Brings the futures, their outcomes with scenarios, and what customers rated and reached."""

from __future__ import annotations

from desireline.futures.futures.api import content_of
from desireline.futures.models import (
    Attainment,
    CustomerScenario,
    DesiredOutcome,
    Future,
    FutureVersion,
    Rating,
    RatingChange,
    ScenarioStep,
)
from desireline.site.demo import shapes
from desireline.site.demo.world import BATCH, World

FIRST_DRAFT = 45.0  # days between the first words of the first future and its story


def futures(world: World) -> None:
    for position, told in enumerate(world.script.futures):
        world.futures[told.key] = Future.objects.create(
            slug=told.key,
            group=told.group,
            title=told.title,
            present_context=told.present,
            desired_state=told.desired,
            story=told.story,
            horizon=told.horizon,
            promise_value=told.promise_value,
            promise_access=told.promise_access,
            promise_choice=told.promise_choice,
            owner=world.people[told.owner],
            audience=world.audiences[told.audience],
            position=position,
            published=world.at(told.days_ago),
            created=world.at(told.days_ago + 9),
        )
    for number, told in enumerate(world.script.futures):
        _versions(world, told, twice=number == 0)


def _versions(world: World, told: shapes.Future, *, twice: bool) -> None:
    """What was published. The first future began without its story."""
    future, by = world.futures[told.key], world.people[told.owner]
    content = content_of(future)
    rows = [FutureVersion(future=future, number=1, content=content, by=by, at=world.at(told.days_ago))]
    if twice:
        rows[0].content = {**content, "story": ""}
        note = "With the story, as customers told it to us."
        later = world.at(told.days_ago - FIRST_DRAFT)
        rows.append(FutureVersion(future=future, number=2, content=content, by=by, at=later, note=note))
    FutureVersion.objects.bulk_create(rows)


def outcomes(world: World) -> None:
    for position, told in enumerate(world.script.outcomes):
        down = told.measure.direction == "down"
        direction = DesiredOutcome.Direction.MINIMISE if down else DesiredOutcome.Direction.MAXIMISE
        world.outcomes[told.key] = DesiredOutcome.objects.create(
            future=world.futures[told.future],
            slug=told.key,
            statement=told.statement,
            measure=told.measure.name,
            unit=told.measure.unit,
            direction=direction,
            baseline=told.measure.baseline,
            target=told.measure.target,
            owner=world.futures[told.future].owner,
            position=position,
            created=world.at(told.days_ago),
        )
        _scenario(world.outcomes[told.key], told.scenario)
    world.say(f"  {len(world.futures)} futures with {len(world.outcomes)} desired outcomes")


def _scenario(outcome: DesiredOutcome, told: shapes.Scenario) -> None:
    who, _, rest = told.who.partition(", ")
    scenario = CustomerScenario.objects.create(
        outcome=outcome, title=who, who=(rest[:1].upper() + rest[1:]) or who, context=told.context
    )
    ScenarioStep.objects.bulk_create(
        ScenarioStep(
            scenario=scenario,
            text=step.text,
            moment_of_truth=step.moment_of_truth,
            conditions="\n".join(f"{c.text} ({c.metric}: {c.target})" for c in step.conditions),
            position=position,
        )
        for position, step in enumerate(told.steps)
    )


def ratings(world: World) -> None:
    kept: dict[tuple[str, str], Rating] = {}
    for said in world.life.ratings:
        at = world.at(said.days_ago)
        row = kept.setdefault(
            (said.person, said.outcome),
            Rating(outcome=world.outcomes[said.outcome], person=world.people[said.person], at=at),
        )
        row.importance, row.satisfaction, row.changed = said.importance, said.satisfaction, at
    Rating.objects.bulk_create(kept.values(), batch_size=BATCH)
    RatingChange.objects.bulk_create(
        (
            RatingChange(
                rating=kept[said.person, said.outcome],
                importance=said.importance,
                satisfaction=said.satisfaction,
                at=world.at(said.days_ago),
            )
            for said in world.life.ratings
        ),
        batch_size=BATCH,
    )
    Attainment.objects.bulk_create(
        (
            Attainment(
                outcome=world.outcomes[one.outcome],
                person=world.people[one.person],
                started=kept[one.person, one.outcome].at,
                reached=world.at(one.days_ago),
            )
            for one in world.life.attainments
        ),
        batch_size=BATCH,
    )
    world.say(f"  {len(kept)} ratings, {len(world.life.attainments)} times an outcome was reached")
