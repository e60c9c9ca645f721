"""What lands: a source and its tables, with secrets already in their places. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

KINDS = ("sql", "rest", "files")
SMALL = 1_000_003  # keys are summed modulo this, so that no sum is too large for any database
PAD, WEIGHTS = "0000", (29_791, 961, 31, 1)  # so many characters at the end of a text key are summed
RESERVED = frozenset({"main", "temp", "system", "information_schema", "pg_catalog", "desireline"})
Tell = Callable[[str, str, int], None]  # stage (read, load, sweep, cards), table, rows so far


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `origin` is where it comes from: a table's name, a path below the address, a file (or pattern).

    With `key` and mode “merge” rows replace older ones of the same key, and `cursor` brings only rows that are not
    older than the newest one here; `overlap` (seconds) looks back behind it, for rows that were committed late. Mode
    “replace” brings everything anew each time. `options` are those of the kind.
    """

    name: str
    origin: str
    key: tuple[str, ...] = ()
    cursor: str = ""
    mode: str = "replace"
    overlap: float = 0.0
    columns: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sweeps(self) -> bool:
        """Whether deletions show only by looking at all keys."""
        return self.mode == "merge" and bool(self.key)


@dataclass(frozen=True, slots=True)
class Landing:
    """A source. `folder` is what paths are relative to; `options` are those of the kind (`url`, `client`)."""

    name: str
    kind: str
    tables: Sequence[Table]
    folder: Path
    options: Mapping[str, Any] = field(default_factory=dict)
    private: bool = False


@dataclass(frozen=True, slots=True)
class Landed:
    """What came: rows read, rows deleted and rows there by table, and whether anything changed at all."""

    read: Mapping[str, int]
    deleted: Mapping[str, int]
    rows: Mapping[str, int]
    changed: bool


def plain(value: Any) -> str:
    """A number or date in the same words, whichever database gave it."""
    if isinstance(value, Decimal | float) and value == int(value):
        return str(int(value))
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).replace(tzinfo=None).isoformat()
    return value.isoformat() if isinstance(value, datetime) else str(value)
