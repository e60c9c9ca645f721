"""How many projects come through each stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from desireline.codevelop.stages.api import Stage
from desireline.maths.intervals import Interval, wilson
from desireline.prove.portfolio.history import History
from desireline.prove.portfolio.rows import Row

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Step:
    """One stage. Of those that entered, each one passed, was killed there, is there now, or is to come through anew.

    `conversion` counts only those whose gate has decided. `age` is the median of days there of those there now.
    """

    stage: Stage
    entered: int
    passed: int
    killed: int
    here: int
    anew: int
    sent_back: int
    age: float | None

    @property
    def decided(self) -> int:
        return self.passed + self.killed

    @property
    def conversion(self) -> float | None:
        return self.passed / self.decided if self.decided else None

    @property
    def interval(self) -> Interval:
        return wilson(self.passed, self.decided)


def funnel(rows: Sequence[Row], past: History, now: datetime) -> list[Step]:
    """Each stage that is in use, or was."""
    order = {stage.pk: place for place, stage in enumerate(past.stages)}
    reached = {row.pk: _reached(row, past, order) for row in rows}
    steps = []
    for place, stage in enumerate(past.stages):
        inside = [row for row in rows if any(one.stage == stage.pk for one in past.stays.get(row.pk, ()))]
        at = [row for row in inside if reached[row.pk] == place]
        here = [row for row in at if row.live]
        ages = [(now - row.since).total_seconds() / DAY for row in here if row.since]
        steps.append(
            Step(
                stage=stage,
                entered=len(inside),
                passed=sum(reached[row.pk] > place for row in inside),
                killed=len(at) - len(here),
                here=len(here),
                anew=sum(reached[row.pk] < place for row in inside),
                sent_back=len(past.recycled.get(stage.pk, ())),
                age=median(ages) if ages else None,
            )
        )
    return steps


def arriving(steps: Sequence[Step]) -> list[float | None]:
    """Of all that begin, the share (0..1) that comes to each stage and, last, to release, if every gate goes on as it
    did (the product of the conversions so far); None from where no gate has decided yet."""
    found: list[float | None] = [1.0]
    for step in steps:
        last = found[-1]
        found.append(None if last is None or step.conversion is None else last * step.conversion)
    return found


def _reached(row: Row, past: History, order: dict[int, int]) -> int:
    """The place of the stage that it has come to; beyond the last where it was released."""
    if row.state == "released":
        return len(order)
    if row.stage is not None:
        return order.get(row.stage, -1)
    stays = past.stays.get(row.pk)
    return order.get(stays[-1].stage, -1) if stays else -1
