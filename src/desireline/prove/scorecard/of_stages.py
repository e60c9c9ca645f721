"""How many projects come through the gate of a stage: the funnel of the portfolio, month by month."""

from __future__ import annotations

from collections.abc import Sequence

from desireline.prove.portfolio.api import History, history
from desireline.prove.scorecard.facts import Fact
from desireline.prove.scorecard.measure import Named, Scope, upto
from desireline.prove.scorecard.of_projects import named as projects_named
from desireline.prove.scorecard.of_projects import read
from desireline.prove.scorecard.spans import Span

STAGES = 1 << 12  # a key is of a project and the place of a stage


def past(scope: Scope) -> History:
    return history(scope.once(read))


def through(scope: Scope, span: Span) -> Sequence[Fact]:
    """One fact for each project and stage that it left for good in these months, as was known at their end.

    A project has passed the stages before the one it had come to; where it ended, it was stopped there, or released.
    """
    start, end, known = span.start, upto(scope, span), scope.once(past)
    order = {stage.pk: place for place, stage in enumerate(known.stages)}
    found = []
    for row in scope.once(read):
        stays = [stay for stay in known.stays.get(row.pk, ()) if stay.entered < end and stay.stage in order]
        if not stays:
            continue
        over = not row.live and row.moved < end
        reached = len(order) if over and row.state == "released" else order[stays[-1].stage]
        last = {order[stay.stage]: stay for stay in stays}
        for place, stay in last.items():
            stopped = over and row.state == "stopped" and place == reached
            at = row.moved if stopped else stay.left
            if at is not None and start <= at < end and (place < reached or stopped):
                found.append(Fact(row.pk * STAGES + place, at, not stopped, about=row.pk))
    return found


def named(scope: Scope, facts: Sequence[Fact]) -> dict[int, Named]:
    stages = scope.once(past).stages
    return {
        key: Named(one.label, one.url, stages[key % STAGES].name)
        for key, one in projects_named(scope, facts).items()
    }


def by_stage(scope: Scope, facts: Sequence[Fact]) -> list[tuple[str, Sequence[Fact]]]:
    """The facts of each stage, in the order of the stages."""
    return [
        (stage.name, [fact for fact in facts if fact.key % STAGES == place])
        for place, stage in enumerate(scope.once(past).stages)
    ]
