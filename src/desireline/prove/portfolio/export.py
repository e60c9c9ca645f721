"""The portfolio as CSV: one row a project."""

from __future__ import annotations

import csv
import io
from typing import Any

from desireline.kit.text.cells import harmless
from desireline.people.identity.api import Person
from desireline.prove.portfolio.filters import Wanted
from desireline.prove.portfolio.models import DISCIPLINES
from desireline.prove.portfolio.rows import Row, rows

PLAIN = ("slug", "title", "state", "stage_name", "owner_name", "statement", "future_title", "due")
CASE = (
    *DISCIPLINES, "horizon", "ambition", "days_planned", "days_spent", "money_planned", "money_spent", "value",
    "technical", "commercial", "development", "commercialisation",
)  # fmt: skip
HEAD = (
    "project", "title", "state", "stage", "owner", "outcome", "future", "due", *CASE, "expected_value",
    "productivity_index", "in_stage_since", "created",
)  # fmt: skip


def portfolio_csv(person: Person | None, wanted: Wanted) -> str:
    """What this person may see and the filters keep. No cell runs as a formula; the head never changes its words."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    for row in rows(person):
        if wanted.keeps(row):
            writer.writerow(_cells(row))
    return "\ufeff" + out.getvalue()


def _cells(row: Row) -> list[str]:
    bet = row.bet
    index = f"{bet.index:.4f}" if bet and abs(bet.index) != float("inf") else ""
    return [
        *(_cell(getattr(row, name)) for name in (*PLAIN, *CASE)),
        f"{bet.expected:.2f}" if bet else "",
        index,
        row.since.date().isoformat() if row.since else "",
        row.created.date().isoformat(),
    ]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    return harmless(str(value))
