"""Tables: CSV in any common form, sheets of a workbook, lists of flat JSON objects. One way to read them all."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Protocol

from desireline.reach.imports import jsonstream
from desireline.reach.imports.encodings import Encoding, encoding_of, lines
from desireline.reach.imports.notes import Notes
from desireline.reach.imports.sources import Source
from desireline.reach.imports.values import text
from desireline.reach.imports.words import Place, Refusal, say

Row = tuple[Place, Mapping[str, Any]]  # values by column name in lower case


class Table(Protocol):
    """`columns` are as written; `rows` gives cells by lower-case column name, from the beginning each time."""

    @property
    def name(self) -> str: ...
    @property
    def columns(self) -> tuple[str, ...]: ...
    def rows(self, notes: Notes) -> Iterator[Row]: ...


def column_key(name: str) -> str:
    return " ".join(name.split()).casefold()


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A CSV member. Line ends, quotes, delimiter and encoding are found out."""

    source: Source
    name: str
    columns: tuple[str, ...]
    delimiter: str
    encoding: Encoding

    @classmethod
    def of(cls, source: Source, member: str) -> CsvTable:
        """Look at the member's bytes and its header. Refuses what has no header."""
        encoding = encoding_of(source, member)
        head = _header_line(source, member, encoding.name)
        delimiter = max(",;\t|", key=lambda mark: (_width(head, mark), mark == ","))
        columns = tuple(
            cell.strip().lstrip("\ufeff") for cell in next(csv.reader([head], delimiter=delimiter), [])
        )
        if len(columns) > source.limits.columns:
            raise Refusal(
                say("“{name}” has {n} columns.", name=member, n=len(columns)),
                say("Keep at most {n}.", n=source.limits.columns),
                where=Place(member),
            )
        return cls(source, member, columns, delimiter, encoding)

    def rows(self, notes: Notes) -> Iterator[Row]:
        if self.encoding.doubt is not None:
            notes.remark(Place(self.name, self.encoding.line), self.encoding.doubt)
        keys = [column_key(name) for name in self.columns]
        width, name = len(keys), self.name
        rows = self._cells(notes)
        next(rows, None)  # the header
        for at, cells in rows:
            if len(cells) > width:
                if any(cells[width:]):
                    text = say("The line has {n} cells, the header only {width}.", n=len(cells), width=width)
                    notes.skip(Place(name, at), text)
                    continue
                cells = cells[:width]
            yield Place(name, at), dict(zip(keys, cells, strict=False))

    def _cells(self, notes: Notes) -> Iterator[tuple[int, list[str]]]:
        """Lines that are not empty, with the number of the first line of each."""
        csv.field_size_limit(self.source.limits.field)
        reader = csv.reader(lines(self.source, self.name, self.encoding.name), delimiter=self.delimiter)
        at, most = 1, self.source.limits.rows
        while at <= most:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                notes.skip(Place(self.name, at), say("The line cannot be read ({why}).", why=str(error)))
            else:
                if any(cells):
                    yield at, cells
            at = reader.line_num + 1
        raise Refusal(
            say("“{name}” has too many lines.", name=self.name), say("Split it."), where=Place(self.name)
        )


def _header_line(source: Source, member: str, encoding: str) -> str:
    for found in lines(source, member, encoding):
        if found.strip("\ufeff \t\r\n,;"):
            return found.rstrip("\r\n")
    raise Refusal(
        say("“{name}” is empty.", name=member),
        say("Choose the file that the earlier tool exported."),
        where=Place(member),
    )


def _width(head: str, mark: str) -> int:
    try:
        return len(next(csv.reader([head], delimiter=mark), []))
    except csv.Error:
        return 0


@dataclass(frozen=True, slots=True)
class JsonTable:
    """A list of objects in a JSON file. An inner object's values are named `outer.inner`."""

    source: Source
    member: str
    part: str
    offset: int
    columns: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        return f"{self.member}#{self.part}" if self.part else self.member

    @classmethod
    def all_of(cls, source: Source, member: str) -> list[JsonTable]:
        found = []
        for part, offset, listed in jsonstream.walk(source, member):
            columns: dict[str, None] = {}
            for _, item in islice(listed, 200):
                columns.update(dict.fromkeys(flat(item)))
            if columns:
                found.append(cls(source, member, part, offset, tuple(columns)))
        return found

    def rows(self, notes: Notes) -> Iterator[Row]:
        for number, item in jsonstream.items(self.source, self.member, offset=self.offset):
            place = Place(self.name, number)
            if isinstance(item, dict):
                yield place, {column_key(key): value for key, value in flat(item).items()}
            else:
                notes.skip(place, say("The item is not an object."))


def flat(item: Any) -> dict[str, Any]:
    """One level of inner objects lifted up; lists of plain values stay lists."""
    if not isinstance(item, dict):
        return {}
    found: dict[str, Any] = {}
    for key, value in item.items():
        if isinstance(value, dict):
            found.update(
                {
                    f"{key}.{inner}": deep
                    for inner, deep in value.items()
                    if not isinstance(deep, (dict, list))
                }
            )
        else:
            found[key] = value
    return found


def missing(row: Mapping[str, Any], *needed: str) -> str:
    """The first of the needed columns that is empty, "" when all are there."""
    return next((name for name in needed if not text(row.get(name))), "")


def tell_unknown(table: Table, known: frozenset[str], notes: Notes) -> None:
    """One remark that names the columns that are not used."""
    strange = [name for name in table.columns if name and column_key(name) not in known]
    if strange:
        notes.remark(Place(table.name), say("These columns are not used: {names}.", names=", ".join(strange)))
