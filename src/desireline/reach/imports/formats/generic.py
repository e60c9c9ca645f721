"""Any CSV, XLSX or JSON: tables of ideas, comments, votes and people, read by a mapping that a person has seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from desireline.reach.imports.formats.generic_rows import Rows
from desireline.reach.imports.mapping import TableMapping, guess, validated
from desireline.reach.imports.notes import Notes
from desireline.reach.imports.order import resolved, threaded
from desireline.reach.imports.records import Record
from desireline.reach.imports.registry import register
from desireline.reach.imports.sniffing import TABLES, Sniff
from desireline.reach.imports.sources import Source
from desireline.reach.imports.spreadsheets import sheets
from desireline.reach.imports.tables import CsvTable, JsonTable, Table
from desireline.reach.imports.words import Place, Refusal, say

_ORDER = ("people", "ideas", "votes", "comments")


class Generic:
    """`mapping` is `{table name: data of a TableMapping}`; what is missing from it is guessed."""

    key = "generic"
    system = "file"
    label = say("Any table (CSV, XLSX, JSON)").template
    passes = 2.0

    def detect(self, sniff: Sniff) -> float:
        return 0.3 if sniff.ending(*TABLES, ".xlsx", ".xlsm", ".json") else 0.0

    def read(
        self, source: Source, notes: Notes, *, mapping: Mapping[str, Any] | None = None
    ) -> Iterator[Record]:
        plans = self._plans(source, mapping or {}, notes)
        rows = Rows(notes, stem=_name(source, plans))
        for kind in _ORDER:
            for table, plan in plans:
                if plan.kind == "ideas" == kind:
                    yield from rows.ideas(table, plan)
                elif plan.kind == "people" == kind:
                    yield from rows.people(table, plan)
                elif plan.kind == "votes" == kind:
                    yield from rows.votes(table, plan)
                elif plan.kind == "comments" == kind:
                    yield from threaded(partial(rows.comments, table, plan), notes)
        yield from resolved(rows.merges, rows.ideas_known.__contains__, notes)

    def _plans(
        self, source: Source, mapping: Mapping[str, Any], notes: Notes
    ) -> list[tuple[Table, TableMapping]]:
        plans = []
        for table in tables(source):
            if table.name in mapping:
                plan, problems = validated(mapping[table.name], table)
                if problems:
                    raise Refusal(
                        say(
                            "The mapping of “{table}” does not fit: {field}.",
                            table=table.name,
                            field=problems[0].field,
                        ),
                        problems[0].message,
                    )
            else:
                plan = guess(table).mapping
            if plan.kind == "ignore":
                notes.remark(Place(table.name), say("This table is not brought in."))
            plans.append((table, plan))
        if all(plan.kind == "ignore" for _, plan in plans):
            raise Refusal(
                say("No table here tells of ideas, comments, votes or people, as far as its headers say."),
                say("Choose on the mapping page which column means what."),
            )
        return plans


def _name(source: Source, plans: list[tuple[Table, TableMapping]]) -> str:
    """What a board is called whose name nobody tells: as the file of the ideas."""
    named = next((table.name for table, plan in plans if plan.kind == "ideas"), source.name)
    return PurePosixPath(named if len(source.members) > 1 else source.name).stem


def tables(source: Source) -> list[Table]:
    """All tables of a source, in the order of its files."""
    found: list[Table] = []
    for member in source.members:
        ending = PurePosixPath(member).suffix.lower()
        if ending in (".xlsx", ".xlsm"):
            found += sheets(source, member)
        elif ending == ".json":
            found += JsonTable.all_of(source, member)
        elif ending in TABLES:
            found.append(CsvTable.of(source, member))
    return found


register(Generic())
