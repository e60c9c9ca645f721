"""The scorecard as a table for a spreadsheet and as JSON: what the person who asks may see."""

from __future__ import annotations

import csv
import io
from typing import Any

from desireline.kit.text.cells import harmless
from desireline.people.identity.api import Person
from desireline.prove.scorecard.facts import Value
from desireline.prove.scorecard.reading import readings
from desireline.prove.scorecard.spans import code
from desireline.prove.scorecard.wanted import Wanted, scope_of

HEAD = (
    "measure", "label", "unit", "until", "months", "segment", "estimate", "low", "high", "n", "hits", "too_few",
    "as_of",
)  # fmt: skip


def table(person: Person, wanted: Wanted) -> list[dict[str, Any]]:
    """One row for each measure and month of its year, the oldest first; the last one is what the page shows."""
    scope = scope_of(person, wanted)
    return [
        {
            "measure": one.measure.key,
            "label": str(one.measure.label),
            "unit": one.measure.unit,
            "until": code(span.last),
            "months": span.months,
            "segment": wanted.segment or None,
            **_numbers(value),
            "as_of": (one.at or scope.now).isoformat(timespec="seconds"),
        }
        for one in readings(scope, wanted.span, against=wanted.against)
        for span, value in one.trend
    ]


def _numbers(value: Value) -> dict[str, Any]:
    return {
        "estimate": value.estimate, "low": value.low, "high": value.high, "n": value.n, "hits": value.hits,
        "too_few": value.few,
    }  # fmt: skip


def scorecard_csv(person: Person, wanted: Wanted) -> str:
    """No cell runs as a formula; the head never changes its words."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows([_cell(row[name]) for name in HEAD] for row in table(person, wanted))
    return "\ufeff" + out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.10g}" if isinstance(value, float) else harmless(str(value))
