"""The portfolio: what projects cost and are worth, for other features."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desireline.prove.portfolio.casing import FIELDS, case_of, may_write, save_case, undo_change
from desireline.prove.portfolio.history import History, history
from desireline.prove.portfolio.models import DISCIPLINES, CaseChange, ProjectCase, Review, ReviewItem
from desireline.prove.portfolio.ranking import Ranking, ranking
from desireline.prove.portfolio.rows import Row, counted, rows
from desireline.prove.portfolio.targets import Aim, aims, set_target, undo_target

__all__ = [
    "DISCIPLINES",
    "FIELDS",
    "Aim",
    "CaseChange",
    "Effort",
    "History",
    "ProjectCase",
    "Ranking",
    "Review",
    "ReviewItem",
    "Row",
    "aims",
    "case_of",
    "counted",
    "effort_of",
    "history",
    "may_write",
    "ranking",
    "rows",
    "save_case",
    "set_target",
    "undo_change",
    "undo_target",
]


@dataclass(frozen=True, slots=True)
class Effort:
    """Person-days and money of a project, planned in all and spent so far. Planned is None where nobody said."""

    days_planned: int | None
    days_spent: int
    money_planned: float | None
    money_spent: float


def effort_of(projects: Iterable[int]) -> dict[int, Effort]:
    """The effort by id of those projects that have a case. One query. Who may see it is for the caller to ask."""
    read = ProjectCase.objects.filter(project__in=list(projects)).values_list(
        "project_id", "days_planned", "days_spent", "money_planned", "money_spent"
    )
    return {
        pk: Effort(days, spent, None if money is None else float(money), float(paid or 0))
        for pk, days, spent, money, paid in read
    }
