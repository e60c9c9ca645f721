"""One number of the scorecard, opened: the rows that it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404

from desireline.kit.charts.api import Interval, intervals
from desireline.kit.pages.numbers import number, percent
from desireline.kit.paging.api import Page, decode, encode, moment_in, number_in
from desireline.people.identity.api import Person
from desireline.prove.scorecard import words
from desireline.prove.scorecard.facts import Fact, Value
from desireline.prove.scorecard.measure import MEASURES, Measure, Named, Scope
from desireline.prove.scorecard.page import frame
from desireline.prove.scorecard.wanted import Wanted, scope_of

SIZE = 40
MOST_PARTS = 30
LABEL = 56  # characters of a part's name in its drawing; the table has it in full


def measure_of(key: str) -> Measure:
    found = MEASURES.get(key)
    if found is None:
        raise Http404
    return found


def rows_page(person: Person, key: str, wanted: Wanted, cursor: str | None) -> dict[str, Any]:
    """The number made of the rows as they are now, its parts, and a page of the rows themselves."""
    measure = measure_of(key)
    if not measure.of_people:
        wanted = Wanted(wanted.months, wanted.until, wanted.against)
    scope = scope_of(person, wanted)
    rows = measure.rows(scope, wanted.span)
    value = measure.of(rows)
    page, parts = page_of_facts(rows, cursor), _parts(measure, scope, rows)
    return {
        **frame(wanted),
        "measure": measure,
        "said": words.estimate(measure, value),
        "few": value.few,
        "interval": words.interval(measure, value),
        "base": words.base(measure, value),
        "total": len(rows),
        "parts": [_part_row(measure, label, one) for label, one in parts],
        "drawing": _drawing(measure, parts),
        "rows": [_row(measure, fact, named) for fact, named in _named(measure, scope, page.rows)],
        "next": wanted.address("scorecard_rows", key) if page.next else None,
        "cursor": page.next,
        "later": bool(cursor),
    }


def page_of_facts(rows: Sequence[Fact], cursor: str | None, size: int = SIZE) -> Page[Fact]:
    """The rows after the cursor: by time and key, so that a new row moves nothing."""
    after = decode(cursor, length=2)
    start = 0
    if after and (at := moment_in(after[0])) and (key := number_in(after[1])):
        start = next((n for n, fact in enumerate(rows) if (fact.at, fact.key) < (at, key)), len(rows))
    shown = rows[start : start + size]
    more = start + size < len(rows)
    return Page(shown, encode([shown[-1].at.isoformat(), shown[-1].key]) if more else None)


def _named(measure: Measure, scope: Scope, facts: Sequence[Fact]) -> list[tuple[Fact, Named]]:
    found = measure.name(scope, facts)
    return [(fact, found.get(fact.key, Named("–"))) for fact in facts]


def _row(measure: Measure, fact: Fact, named: Named) -> dict[str, Any]:
    return {"label": named.label, "url": named.url, "note": named.note, "at": fact.at, **cell(measure, fact)}


def cell(measure: Measure, fact: Fact) -> dict[str, Any]:
    """What a row adds to the number: days, an amount, or yes or no."""
    if measure.unit == "days":
        return {"amount": number(fact.weight), "open": not fact.hit, "yes": None}
    if measure.counts:
        return {
            "amount": number(fact.weight),
            "open": False,
            "yes": fact.hit if measure.unit == "share" else None,
        }
    return {"amount": "", "open": False, "yes": fact.hit if measure.unit == "share" else None}


def _parts(measure: Measure, scope: Scope, rows: Sequence[Fact]) -> list[tuple[str, Value]]:
    if measure.parts is None:
        return []
    return [(label, measure.of(facts)) for label, facts in measure.parts(scope, rows)[:MOST_PARTS]]


def _part_row(measure: Measure, label: str, value: Value) -> dict[str, Any]:
    spread = words.interval(measure, value) or "–"
    return {"label": label, "said": words.estimate(measure, value), "interval": spread, "n": value.n}


def _drawing(measure: Measure, parts: Sequence[tuple[str, Value]]) -> Any:
    """Parts whose shares have an interval, beside each other."""
    lines = [
        Interval(
            label[:LABEL], value.estimate * 100, value.low * 100, value.high * 100, percent(value.estimate)
        )
        for label, value in parts
        if value.estimate is not None and value.low is not None and value.high is not None
    ]
    if measure.unit != "share" or len(lines) < 2:
        return None
    return intervals(lines, title=str(measure.label), reach=(0.0, 100.0))
