"""Fider's `posts.csv`: one line per post, people by name only, votes as a number only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from desireline.reach.imports.notes import Notes
from desireline.reach.imports.order import resolved
from desireline.reach.imports.records import (
    BoardRecord,
    IdeaRecord,
    MergeRecord,
    PersonRecord,
    Record,
    StatusRecord,
    TagRecord,
)
from desireline.reach.imports.registry import register
from desireline.reach.imports.sniffing import Sniff
from desireline.reach.imports.sources import Source
from desireline.reach.imports.statuses import kind_of
from desireline.reach.imports.tables import CsvTable, tell_unknown
from desireline.reach.imports.values import count, ident, labels, line, text, unguarded, when
from desireline.reach.imports.words import Place, say

BOARD = "fider"
_COLUMNS = frozenset(
    [
        "number",
        "title",
        "description",
        "created_at",
        "created_by",
        "votes_count",
        "comments_count",
        "status",
        "responded_by",
        "responded_at",
        "response",
        "original_number",
        "original_title",
        "tags",
    ]
)


class FiderCsv:
    key = "fider-csv"
    system = "fider-csv"
    label = say("Fider posts (CSV)").template
    passes = 2.0

    def detect(self, sniff: Sniff) -> float:
        header = sniff.header(sniff.only()) if sniff.only() else frozenset()
        return 0.97 if {"number", "title", "votes_count", "created_by", "original_number"} <= header else 0.0

    def read(
        self, source: Source, notes: Notes, *, mapping: Mapping[str, Any] | None = None
    ) -> Iterator[Record]:
        table = CsvTable.of(source, source.members[0])
        tell_unknown(table, _COLUMNS, notes)
        notes.remark(
            Place(table.name),
            say(
                "This file names people without addresses, and counts votes and comments "
                "without telling whose they are."
            ),
        )
        yield BoardRecord(BOARD, "Fider", where=Place(table.name))
        said: set[str] = set()
        ideas: set[str] = set()
        merges: dict[str, MergeRecord] = {}
        for place, row in table.rows(notes):
            row = {name: unguarded(value) for name, value in row.items()}
            number, title = ident(row.get("number")), line(row.get("title"))
            if not number.isdigit() or not title or number in ideas:
                notes.skip(place, say("A post without number or title, or a number that was there before."))
                continue
            ideas.add(number)
            if original := ident(row.get("original_number")).removeprefix("0"):
                merges[number] = MergeRecord(
                    number, original, created=when(row.get("responded_at")), where=place
                )
            yield from _idea(place, row, said)
        yield from resolved(merges, ideas.__contains__, notes)


def _idea(place: Place, row: Mapping[str, str], said: set[str]) -> Iterator[Record]:
    author, responder = (_person(row.get(column, "")) for column in ("created_by", "responded_by"))
    tags, status = labels(row.get("tags")), text(row.get("status")).casefold()
    status = "" if status in ("duplicate", "deleted") else status
    for name in (author, responder):
        if name and name not in said:
            said.add(name)
            yield PersonRecord(name, name.removeprefix("name:"), where=place)
    if status and f"status:{status}" not in said:
        said.add(f"status:{status}")
        yield StatusRecord(status, status.capitalize(), kind_of(status), where=place)
    for tag in tags:
        if f"tag:{tag}" not in said:
            said.add(f"tag:{tag}")
            yield TagRecord(tag, tag, where=place)
    yield IdeaRecord(
        source_id=ident(row.get("number")),
        title=line(row.get("title")),
        body=text(row.get("description")),
        board=BOARD,
        author=author,
        created=when(row.get("created_at")),
        status=status,
        status_changed=when(row.get("responded_at")),
        tags=tags,
        response=text(row.get("response")),
        responder=responder,
        responded=when(row.get("responded_at")),
        unattributed_votes=count(row.get("votes_count")),
        url=f"/posts/{ident(row.get('number'))}",
        where=place,
    )


def _person(name: str) -> str:
    found = line(name, 200)
    return f"name:{found}" if found else ""


register(FiderCsv())
