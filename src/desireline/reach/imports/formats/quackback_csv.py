"""Quackback's CSV, as it reads and writes it: one line per post, votes as a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any

from desireline.reach.imports.met import Met
from desireline.reach.imports.notes import Notes
from desireline.reach.imports.records import IdeaRecord, Record
from desireline.reach.imports.registry import register
from desireline.reach.imports.sniffing import Sniff
from desireline.reach.imports.sources import Source
from desireline.reach.imports.tables import CsvTable, Table, tell_unknown
from desireline.reach.imports.values import count, ident, labels, line, mail, text, unguarded, when
from desireline.reach.imports.words import Place, say

_COLUMNS = frozenset(
    [
        "id",
        "source_id",
        "title",
        "content",
        "status",
        "tags",
        "board",
        "author_name",
        "author_email",
        "email_verified",
        "vote_count",
        "created_at",
    ]
)


class QuackbackCsv:
    key = "quackback-csv"
    system = "quackback"
    label = say("Quackback posts (CSV)").template
    passes = 2.0

    def detect(self, sniff: Sniff) -> float:
        header = sniff.header(sniff.only()) if sniff.only() else frozenset()
        return (
            0.92
            if {"title", "content", "vote_count"} <= header and {"author_email", "board"} & header
            else 0.0
        )

    def read(
        self, source: Source, notes: Notes, *, mapping: Mapping[str, Any] | None = None
    ) -> Iterator[Record]:
        return posts(CsvTable.of(source, source.members[0]), Met(), notes)


def posts(
    table: Table, met: Met, notes: Notes, totals: dict[str, tuple[int, Place]] | None = None
) -> Iterator[Record]:
    """The posts of a file. With `totals`, the numbers of votes go there, to be told after the votes."""
    tell_unknown(table, _COLUMNS, notes)
    for place, raw in table.rows(notes):
        row = {name: unguarded(value) for name, value in raw.items()}
        title, email = line(row.get("title")), mail(row.get("author_email"))
        if not title:
            notes.skip(place, say("A post without title."))
            continue
        source_id = ident(row.get("source_id")) or ident(row.get("id")) or _made_id(row)
        votes = count(row.get("vote_count"))
        if totals is not None:
            totals[source_id] = votes, place
        idea = IdeaRecord(
            source_id=source_id,
            title=title,
            body=text(row.get("content")),
            board=met.board(place, line(row.get("board"), 100) or "Quackback"),
            author=met.person(place, email=email, name=line(row.get("author_name"), 200)),
            created=when(row.get("created_at")),
            status=met.status(place, line(row.get("status"), 100)),
            tags=met.tags(place, labels(row.get("tags"))),
            unattributed_votes=votes if totals is None else None,
            where=place,
        )
        yield from met.take()
        yield idea


def _made_id(row: Mapping[str, str]) -> str:
    """The same line gives the same id, so that a file without ids can be read again."""
    parts = (row.get("title", ""), row.get("author_email", ""), row.get("created_at", ""))
    return "made:" + blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=12).hexdigest()


register(QuackbackCsv())
