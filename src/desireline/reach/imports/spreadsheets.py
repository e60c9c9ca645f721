"""XLSX workbooks. Formula cells give the value that was saved with them; nothing is ever worked out."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from desireline.reach.imports.guards import MIB, check_directory, check_members
from desireline.reach.imports.notes import Notes
from desireline.reach.imports.sources import Source, damaged
from desireline.reach.imports.tables import Row, column_key
from desireline.reach.imports.words import Place, Refusal, say

_BLANKS = 1000  # this many empty rows in a row end a sheet


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet. Its first row that is not empty is the header."""

    source: Source
    member: str
    sheet: str
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.member}#{self.sheet}"

    def rows(self, notes: Notes) -> Iterator[Row]:
        keys = [column_key(name) for name in self.columns]
        rows = _cells(self.source, self.member, self.sheet)
        next(rows, None)
        for number, cells in rows:
            place = Place(self.name, number)
            if any(cell is not None for cell in cells[len(keys) :]):
                notes.skip(place, say("The row has cells to the right of the header."))
            else:
                yield (
                    place,
                    {key: value for key, value in zip(keys, cells, strict=False) if value is not None},
                )


def sheets(source: Source, member: str) -> list[SheetTable]:
    """The sheets that have a header. Refuses bombs before the workbook is opened."""
    _check(source, member)
    found = []
    for title in _titles(source, member):
        head = next(_cells(source, member, title), None)
        if head is not None:
            columns = tuple("" if cell is None else str(cell).strip() for cell in head[1])
            while columns and not columns[-1]:
                columns = columns[:-1]
            if len(columns) > source.limits.columns:
                raise _too_much(source, member)
            found.append(SheetTable(source, member, title, columns))
    return found


def _check(source: Source, member: str) -> None:
    from openpyxl import DEFUSEDXML  # a large library that few need

    if not DEFUSEDXML:
        raise Refusal(say("Spreadsheets cannot be read safely here."), say("Install the package defusedxml."))
    limits = source.limits
    with source.open(member) as stream:
        check_directory(stream, name=member, limits=limits)
        try:
            book = zipfile.ZipFile(stream)
            check_members(book, size=source.size_of(member), name=member, limits=limits)
            infos = book.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise damaged(member) from error
    strings = sum(info.file_size for info in infos if "sharedstrings" in info.filename.lower())
    others = max(
        (i.file_size for i in infos if "worksheets/" not in i.filename and "media/" not in i.filename),
        default=0,
    )
    if (
        sum(info.file_size for info in infos) > limits.sheet_expanded
        or max(strings, others) > limits.shared_strings
    ):
        raise _too_much(source, member)
    for info in infos:
        if info.filename.endswith((".xml", ".rels")):
            with source.open(member) as stream, zipfile.ZipFile(stream) as book:
                _scan(book, info, source, member)


def _scan(book: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source, member: str) -> None:
    """No declarations, comments or other `<!`, which no spreadsheet program writes, and no row without end."""
    since, tail = 0, b""
    try:
        with book.open(info) as xml:
            while chunk := xml.read(MIB):
                since = 0 if b"/row>" in chunk or b":row>" in chunk else since + len(chunk)
                if b"<!" in tail + chunk or ("worksheets/" in info.filename and since > source.limits.item):
                    raise _too_much(source, member)
                tail = chunk[-1:]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise damaged(member) from error


def _too_much(source: Source, member: str) -> Refusal:
    return Refusal(
        say(
            "The workbook “{name}” unpacks to too much ({mb} MB are allowed) or holds what no sheet of records holds.",
            name=member,
            mb=source.limits.sheet_expanded // MIB,
        ),
        say("Save the sheet as CSV and import that: CSV may be of any size."),
        where=Place(member),
    )


def _book(stream: IO[bytes]) -> Any:
    from openpyxl import load_workbook

    return load_workbook(stream, read_only=True, data_only=True, keep_links=False)


def _titles(source: Source, member: str) -> list[str]:
    with source.open(member) as stream:
        try:
            book = _book(stream)
            return [sheet.title for sheet in book.worksheets]
        except Refusal:
            raise
        except (
            Exception
        ) as error:  # a large parser meets a hostile file: whatever it says, the answer is the same
            raise damaged(member) from error


def _cells(source: Source, member: str, title: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Rows that are not empty, with their numbers."""
    blanks = 0
    with source.open(member) as stream:
        try:
            book = _book(stream)
            sheet = book[title]
            sheet.reset_dimensions()
            rows = sheet.iter_rows(values_only=True)
            for number, cells in enumerate(rows, 1):
                if any(cell is not None for cell in cells):
                    blanks = 0
                    yield number, cells
                elif (blanks := blanks + 1) > _BLANKS:
                    return
        except (Refusal, GeneratorExit):
            raise
        except Exception as error:  # as above
            raise damaged(member) from error
