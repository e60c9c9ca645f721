"""The warehouse: rows of other systems, and cards made of them.

`land`, `cards` and `drop` load dlt and DuckDB (the extra `connectors`): call them in a process of their own, holding
`lock`.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from desireline.engines.warehouse.cards import CardFault, Cards, cards
from desireline.engines.warehouse.figures import Line, figures
from desireline.engines.warehouse.landing import land
from desireline.engines.warehouse.place import Busy, file_of, lock, locked, opened
from desireline.engines.warehouse.spec import KINDS, RESERVED, Landed, Landing, Table, Tell
from desireline.engines.warehouse.still import Resolve, same

__all__ = [
    "KINDS",
    "NEEDED",
    "RESERVED",
    "Busy",
    "CardFault",
    "Cards",
    "Landed",
    "Landing",
    "Line",
    "Resolve",
    "Table",
    "Tell",
    "cards",
    "drop",
    "figures",
    "file_of",
    "installed",
    "land",
    "lock",
    "locked",
    "opened",
    "same",
    "tables",
]

NEEDED = ("dlt", "duckdb", "pyarrow", "sqlalchemy")


def installed() -> bool:
    """Whether the extra `connectors` is there. Loads nothing."""
    return all(find_spec(name) is not None for name in NEEDED)


def drop(home: Path, source: str) -> None:
    """Take all landed rows of a source out of the warehouse."""
    from desireline.engines.warehouse import notes

    if file_of(home).exists():
        with opened(home) as warehouse:
            notes.prepare(warehouse)
            notes.forget(warehouse, source)


def tables(home: Path, source: str) -> dict[str, list[tuple[str, str]]]:
    """The landed tables of a source, each with the names and types of its columns."""
    found: dict[str, list[tuple[str, str]]] = {}
    with opened(home, read_only=True) as warehouse:
        rows = warehouse.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE schema_name = ?"
            " ORDER BY table_name, column_index",
            [source],
        )
        for table, column, kind in rows.fetchall():
            if (
                not table.startswith("_dlt_")
                and not table.endswith("__keys")
                and not column.startswith("_dlt_")
            ):
                found.setdefault(table, []).append((column, kind))
    return found
