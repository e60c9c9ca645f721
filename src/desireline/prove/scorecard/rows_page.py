"""One number of the scorecard, opened: the rows that it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from desireline.kit.charts.api import Interval, intervals
from desireline.kit.pages.numbers import number, percent
from desireline.kit.paging.api import Page, encode, moment_after, page_of
from desireline.people.audiences.api import Audience
from desireline.people.identity.api import Person
from desireline.prove.scorecard import words
from desireline.prove.scorecard.facts import Fact, Value
from desireline.prove.scorecard.keeping import kept_by_segment
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
    """The number made of its rows, its parts, and a page of the rows themselves."""
    measure = measure_of(key)
    if not measure.of_people:
        wanted = Wanted(wanted.months, wanted.until, wanted.against)
    scope = scope_of(person, wanted)
    found = _kept(measure, scope, wanted, cursor) or _counted(measure, scope, wanted, cursor)
    value, page = found.value, found.page
    return {
        **frame(wanted),
        "measure": measure,
        "said": words.estimate(measure, value),
        "few": value.few,
        "interval": words.interval(measure, value),
        "base": words.base(measure, value),
        "total": value.n,
        "as_of": found.at,
        "parts": [_part_row(measure, label, one) for label, one in found.parts],
        "drawing": _drawing(measure, found.parts),
        "rows": [_row(measure, fact, named) for fact, named in _named(measure, scope, page.rows)],
        "next": wanted.address("scorecard_rows", key) if page.next else None,
        "cursor": page.next,
        "later": bool(cursor),
    }


@dataclass(frozen=True, slots=True)
class Opened:
    """The number, its parts, a page of its rows; `at`: when the night kept them, None for as they are now."""

    value: Value
    parts: list[tuple[str, Value]]
    page: Page[Fact]
    at: datetime | None = None


def _counted(measure: Measure, scope: Scope, wanted: Wanted, cursor: str | None) -> Opened:
    """Of the rows as they are now."""
    rows = measure.rows(scope, wanted.span)
    return Opened(measure.of(rows), _parts(measure, scope, rows), page_of_facts(rows, cursor))


def _kept(measure: Measure, scope: Scope, wanted: Wanted, cursor: str | None) -> Opened | None:
    """As of last night, where a measure can show a page of what was kept then without reading all of it."""
    if measure.page is None:
        return None
    values, at = kept_by_segment(measure.key, scope, wanted.span)
    if wanted.segment not in values:
        return None
    parts = []
    if measure.parts is not None and not wanted.segment:
        segments = Audience.objects.filter(kind=Audience.Kind.SEGMENT, pk__in=values).order_by("name")
        parts = [(name, values[pk]) for pk, name in segments.values_list("pk", "name")[:MOST_PARTS]]
    facts = list(measure.page(scope, wanted.span, moment_after(cursor), SIZE + 1))
    page = page_of(facts, size=SIZE, key=lambda fact: [fact.at.isoformat(), fact.key])
    return Opened(values[wanted.segment], parts, page, at)


def page_of_facts(rows: Sequence[Fact], cursor: str | None, size: int = SIZE) -> Page[Fact]:
    """The rows after the cursor: by time and key, so that a new row moves nothing."""
    after = moment_after(cursor)
    start = 0
    if after:
        start = next((n for n, fact in enumerate(rows) if (fact.at, fact.key) < after), len(rows))
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
