"""The archive of an export: a zip of JSON lines, the same as CSV, the files, and a manifest. Pure; streams.

Its form is told in docs/developers/export-format.md. A kind is written by `add(kind, rows, columns)`, whatever it is:
features export what they have, and the importer takes the kinds that it knows.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
import zipfile
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import orjson

from desireline.kit.text.cells import harmless

FORMAT, VERSION = "desireline-export", 1
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same records give the same bytes
_KIND = re.compile(r"[a-z][a-z0-9_]{0,40}")
_KEY = re.compile(r"[\w\-][\w.\-]{0,150}(/[\w\-][\w.\-]{0,150}){0,4}")
_CHUNK = 1 << 20


class ExportWriter:
    """Writes one archive. Use it in a `with`: the manifest goes in at its end, and a failed export leaves no file."""

    def __init__(
        self, path: Path, *, made: datetime | None = None, facts: Mapping[str, Any] | None = None
    ) -> None:
        self._path, self._part = path, path.with_name(path.name + ".part")
        self._zip = zipfile.ZipFile(self._part, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self._made = made or datetime.now(UTC)
        self._facts = dict(facts or {})
        self._counts: dict[str, int] = {}
        self._members: dict[str, dict[str, Any]] = {}

    def add(self, kind: str, rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> int:
        """Write the records of one kind, once, as they come. Returns how many there were.

        Values: text, numbers, booleans, None, dates, times (aware), decimals, and lists or mappings of these.
        """
        if not _KIND.fullmatch(kind) or kind in self._counts:
            raise ValueError(f"not a new kind of record: {kind}")
        counted = _Counted(rows)
        with tempfile.TemporaryFile("w+b") as table:
            text = io.TextIOWrapper(table, encoding="utf-8", newline="", write_through=False)
            cells = csv.writer(text)
            cells.writerow([harmless(name) for name in columns])
            self._write(f"data/{kind}.jsonl", _lines(counted, columns, cells))
            text.flush()
            table.seek(0)
            self._write(f"csv/{kind}.csv", iter(lambda: table.read(_CHUNK), b""))
            text.detach()
        self._counts[kind] = counted.number
        return counted.number

    def add_file(self, key: str, content: IO[bytes]) -> str:
        """Stream one uploaded file in; returns the name of its member, `files/<key>`."""
        if not _KEY.fullmatch(key):
            raise ValueError(f"not a key of a file: {key!r}")
        self._write(f"files/{key}", iter(lambda: content.read(_CHUNK), b""))
        return f"files/{key}"

    def _write(self, member: str, chunks: Iterator[bytes]) -> None:
        digest, size = sha256(), 0
        info = zipfile.ZipInfo(member, _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        with self._zip.open(info, "w", force_zip64=True) as out:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
        self._members[member] = {"bytes": size, "sha256": digest.hexdigest()}

    def _finish(self) -> None:
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "made": self._made.astimezone(UTC).isoformat(),
            **self._facts,
            "counts": self._counts,
            "members": self._members,
        }
        info = zipfile.ZipInfo("manifest.json", _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        self._zip.writestr(info, orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
        self._zip.close()
        self._part.replace(self._path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._finish()
        else:
            self._zip.close()
            self._part.unlink(missing_ok=True)


class _Counted:
    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._rows, self.number = rows, 0

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        for row in self._rows:
            self.number += 1
            yield row


def _lines(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], cells: Any) -> Iterator[bytes]:
    """JSON lines in pieces of some size; each row goes into the table as well."""
    piece: list[bytes] = []
    for row in rows:
        kept = {name: row.get(name) for name in columns}
        piece.append(orjson.dumps(kept, default=_json, option=orjson.OPT_APPEND_NEWLINE))
        cells.writerow([_cell(row.get(name)) for name in columns])
        if len(piece) >= 1000:
            yield b"".join(piece)
            piece.clear()
    yield b"".join(piece)


def _json(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    raise TypeError(f"cannot be exported: {type(value).__name__}")


def _cell(value: object) -> str | int | float:
    """Numbers stay numbers (a negative one is no formula); lists and mappings become JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, (date, Decimal)):
        return str(value)
    return harmless(value if isinstance(value, str) else orjson.dumps(value, default=_json).decode())


def as_row(record: object) -> dict[str, Any]:
    """A dataclass as a row, without `where`, which speaks of another file."""
    if not is_dataclass(record):
        raise TypeError("not a record")
    return {f.name: getattr(record, f.name) for f in fields(record) if f.name != "where"}
