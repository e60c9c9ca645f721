"""The board: one column a stage, its cards from who is there longest."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from desireline.codevelop.projects.lists import frame
from desireline.codevelop.projects.models import Project
from desireline.codevelop.projects.wanted import Wanted
from desireline.codevelop.projects.words import days_since
from desireline.codevelop.stages.api import Stage
from desireline.futures.outcomes.api import DesiredOutcome
from desireline.people.identity.api import Person, called

MOST = 20  # cards in a column; the list has the rest


@dataclass(frozen=True, slots=True)
class Card:
    """A project on the board. `days` in its stage; `late`: longer than the stage should take."""

    slug: str
    title: str
    outcome: str
    owner: str
    days: int
    late: bool
    due: date | None
    overdue: bool
    held: bool
    confidential: bool


@dataclass(slots=True)
class Column:
    """`count` projects are in the stage; the first `MOST` of them have a card."""

    stage: Stage
    count: int = 0
    late: int = 0
    cards: list[Card] = field(default_factory=list)
    more: str = ""


_FIELDS = ("slug", "title", "stage_id", "entered", "due", "state", "owner_id", "owner__name", "outcome_id",
           "outcome__statement", "confidential")  # fmt: skip


def board_page(person: Person | None, wanted: Wanted, _cursor: str | None) -> dict[str, Any]:
    """All columns. The number of queries does not hang on the number of projects."""
    shared = frame(person, wanted)
    columns = {stage.pk: Column(stage) for stage in shared["stages"]}
    rows = wanted.of_rows(Project.objects.visible_to(person)).order_by("entered", "id").values_list(*_FIELDS)
    outcomes = set(DesiredOutcome.objects.visible_to(person).values_list("pk", flat=True))
    today = timezone.localdate()
    elsewhere = 0
    for slug, title, stage, entered, due, state, by, name, outcome, statement, secret in rows:
        column = columns.get(stage)
        if column is None:
            elsewhere += 1
            continue
        days = days_since(entered)
        late = days > column.stage.days
        column.count += 1
        column.late += late
        if len(column.cards) < MOST:
            column.cards.append(
                Card(
                    slug, title, statement if outcome in outcomes else "", called(name, by) if by else "", days, late,
                    due, due is not None and due < today, state == "held", secret,
                )
            )  # fmt: skip
    for column in columns.values():
        if column.count > MOST:
            column.more = wanted.url(view="", stage=column.stage.slug, sort="waiting")
    found = list(columns.values())
    return {**shared, "columns": found, "elsewhere": elsewhere, "any": any(one.count for one in found)}
