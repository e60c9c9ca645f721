"""Makes the shapes that the organisation tells: its people, accounts, futures, outcomes, boards."""

from __future__ import annotations

from collections.abc import Sequence

from . import shapes
from .reading import Table

ROLES = ("customer", "contributor", "team", "steward", "admin")
GROUPS = ("customers", "staff", "partners", "suppliers", "shareholders")
DIRECTIONS = ("Minimise", "Maximise")
STAGES = ("new", "review", "planned", "started", "done", "declined")
ACCOUNT_KINDS = ("household", "firm", "association")


def member(row: Table) -> shapes.Member:
    return shapes.Member(
        key=row.text("key"),
        name=row.text("name"),
        email=row.text("email"),
        role=row.choice("role", ROLES),
        account=row.maybe("account"),
        language=row.text("language", "en"),
        time_zone=row.text("time_zone"),
        about=row.text("about"),
        blocked=row.truth("blocked"),
        blocked_reason=row.text("blocked_reason", ""),
        days_ago=row.number("days_ago"),
    )


def account(row: Table, *, segments: Sequence[str]) -> shapes.Account:
    return shapes.Account(
        key=row.text("key"),
        name=row.text("name"),
        kind=row.choice("kind", ACCOUNT_KINDS),
        segment=row.choice("segment", segments),
        region=row.text("region"),
        monthly_value=int(row.number("value")),
        people=int(row.number("people", low=1, high=500)),
        culture=row.text("culture"),
        family=row.maybe("family"),
        language=row.text("language", "en"),
        members=row.texts("members", []),
    )


def names(table: Table) -> dict[str, shapes.Names]:
    made = {}
    for culture in table.values:
        row = table.table(culture)
        made[culture] = shapes.Names(row.texts("given"), row.texts("family"))
        row.done()
    return made


def future(row: Table) -> shapes.Future:
    return shapes.Future(
        key=row.text("key"),
        title=row.text("title"),
        group=row.choice("group", GROUPS),
        audience=row.text("audience"),
        owner=row.text("owner"),
        horizon=row.day("horizon"),
        present=row.text("present"),
        desired=row.text("desired"),
        story=row.text("story"),
        promise_value=row.text("promise_value"),
        promise_access=row.text("promise_access"),
        promise_choice=row.text("promise_choice"),
        days_ago=row.number("days_ago"),
    )


def outcome(row: Table, *, segments: Sequence[str]) -> shapes.Outcome:
    return shapes.Outcome(
        key=row.text("key"),
        future=row.text("future"),
        direction=row.choice("direction", DIRECTIONS),
        metric=row.text("metric"),
        object=row.text("object"),
        context=row.text("context", ""),
        measure=_measure(row.table("measure")),
        scenario=_scenario(row.table("scenario")),
        latent=_latent(row.table("latent"), segments=segments),
        days_ago=row.number("days_ago"),
    )


def _measure(row: Table) -> shapes.Measure:
    made = shapes.Measure(
        name=row.text("name"),
        unit=row.text("unit"),
        direction=row.choice("direction", ("down", "up")),
        baseline=row.number("baseline"),
        target=row.number("target"),
    )
    row.done()
    if (made.target < made.baseline) != (made.direction == "down"):
        raise row.wrong("target", f"should lie {made.direction} from the baseline")
    return made


def _latent(row: Table, *, segments: Sequence[str]) -> shapes.Latent:
    made = shapes.Latent(
        importance=row.numbers_by("importance", segments, low=1, high=5),
        satisfaction=row.numbers_by("satisfaction", segments, low=1, high=5),
        answers=row.number("answers", high=1),
        reached=row.number("reached", high=1),
        reach_days=row.number("reach_days", low=1),
    )
    row.done()
    return made


def _scenario(row: Table) -> shapes.Scenario:
    steps = []
    for step in row.tables("step"):
        conditions = []
        for condition in step.tables("conditions", []):
            conditions.append(
                shapes.Condition(condition.text("text"), condition.text("metric"), condition.text("target"))
            )
            condition.done()
        steps.append(shapes.Step(step.text("text"), step.truth("moment_of_truth"), tuple(conditions)))
        step.done()
    made = shapes.Scenario(row.text("who"), row.text("context"), tuple(steps))
    row.done()
    return made


def status(row: Table) -> shapes.Status:
    return shapes.Status(
        row.text("key"),
        row.text("name"),
        row.choice("stage", STAGES),
        int(row.number("hue", high=360)),
        row.text("text"),
    )


def tag(row: Table) -> shapes.Tag:
    return shapes.Tag(row.text("key"), row.text("name"), row.truth("by_team"))


def board(row: Table) -> shapes.Board:
    return shapes.Board(row.text("key"), row.text("title"), row.text("text"), row.text("audience"))
