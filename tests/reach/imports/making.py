"""Helps to make archives: seeded words, votes, rows, zips. The same arguments give the same bytes."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl

START = datetime(2023, 1, 1, tzinfo=UTC)
_WORDS = [
    "export",
    "statement",
    "card",
    "limit",
    "search",
    "faster",
    "mobile",
    "login",
    "alert",
    "budget",
    "shared",
    "account",
    "transfer",
    "schedule",
    "report",
    "filter",
    "dark",
    "language",
    "invoice",
    "receipt",
    "savings",
    "goal",
    "family",
    "child",
    "travel",
    "abroad",
    "fee",
    "refund",
    "branch",
    "advisor",
    "video",
    "call",
]


def at(minutes: int, form: str = "iso") -> str:
    moment = START + timedelta(minutes=minutes % 1_000_000)
    return (
        moment.strftime("%Y-%m-%d %H:%M:%S") if form == "sql" else moment.strftime("%Y-%m-%dT%H:%M:%S.250Z")
    )


def words(rng: random.Random, number: int) -> str:
    return " ".join(rng.choices(_WORDS, k=number))


def pairs(ideas: int, votes: int, people: int) -> Iterator[tuple[int, int]]:
    """Distinct (idea, person) pairs, the first ideas with the most votes."""
    given = 0
    for round_ in range(people):
        reach = max(1, ideas // 25, min(ideas, ideas * 4 // (round_ + 4)))
        for idea in range(reach):
            if given >= votes:
                return
            yield idea + 1, (idea * 7919 + round_) % people + 1
            given += 1


def zipped(path: Path, members: dict[str, bytes | Iterable[str]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            with archive.open(name, "w", force_zip64=True) as out:
                if isinstance(content, bytes):
                    out.write(content)
                else:
                    _pour(content, out)
    return path


def _pour(pieces: Iterable[str], out: Any) -> None:
    batch: list[str] = []
    for piece in pieces:
        batch.append(piece)
        if len(batch) >= 5000:
            out.write("".join(batch).encode())
            batch.clear()
    out.write("".join(batch).encode())


def json_list(items: Iterable[str]) -> Iterator[str]:
    yield "["
    comma = ""
    for item in items:
        yield comma + item
        comma = ","
    yield "]"


def rows_json(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    return json_list(json.dumps(row) for row in rows)


def csv_lines(header: str, rows: Iterable[Iterable[object]]) -> Iterator[str]:
    yield header + "\r\n"
    for row in rows:
        yield ",".join(cell(value) for value in row) + "\r\n"


def cell(value: object) -> str:
    shown = "" if value is None else str(value)
    return '"' + shown.replace('"', '""') + '"' if set(shown) & set(',"\n\r') else shown


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def text_file(path: Path, pieces: Iterable[str], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as out:
        out.writelines(pieces)
    return path


def rezipped(path: Path, change: dict[str, bytes]) -> Path:
    """The same zip with some members replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *change]):
            new.writestr(name, change[name] if name in change else old.read(name))
    path.write_bytes(buffer.getvalue())
    return path
