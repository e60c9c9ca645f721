"""A first look at a source: what is in it and how its files begin. Cheap, and asked by all formats."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from desireline.reach.imports import jsonstream
from desireline.reach.imports.sources import Source
from desireline.reach.imports.tables import CsvTable, column_key
from desireline.reach.imports.words import Refusal

TABLES = (".csv", ".tsv", ".txt", ".tab")


class Sniff:
    """Answers are kept, so that each file's beginning is read once."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._headers: dict[str, frozenset[str]] = {}
        self._items: dict[str, dict[str, Any]] = {}

    @property
    def members(self) -> tuple[str, ...]:
        return self.source.members

    def only(self) -> str:
        """The one member there is, "" when there are several."""
        return self.members[0] if len(self.members) == 1 else ""

    def has(self, *members: str) -> bool:
        return all(self.source.has(member) for member in members)

    def ending(self, *ends: str) -> tuple[str, ...]:
        return tuple(member for member in self.members if PurePosixPath(member).suffix.lower() in ends)

    def header(self, member: str) -> frozenset[str]:
        """Lower-case column names of a CSV member; empty when it is none."""
        if member not in self._headers:
            try:
                columns = CsvTable.of(self.source, member).columns if self._texty(member) else ()
            except Refusal:
                columns = ()
            self._headers[member] = frozenset(column_key(name) for name in columns)
        return self._headers[member]

    def items(self, member: str) -> dict[str, Any]:
        """The lists at the beginning of a JSON member, each with its first item; empty when it is none."""
        if member not in self._items:
            first: dict[str, Any] = {}
            try:
                if member.lower().endswith(".json"):
                    first = jsonstream.first_items(self.source, member)
            except Refusal:
                pass
            self._items[member] = first
        return self._items[member]

    def _texty(self, member: str) -> bool:
        with self.source.open(member) as stream:
            start = stream.read(8)
        return not start.startswith((b"PK\x03\x04", b"\x89PNG", b"%PDF", b"\xff\xd8\xff", b"{", b"["))
