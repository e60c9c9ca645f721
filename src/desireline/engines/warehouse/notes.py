"""What the warehouse remembers about itself, in its schema `desireline`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from desireline.engines.warehouse.place import name_of
from desireline.engines.warehouse.spec import PAD, SMALL, WEIGHTS, Table, plain

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FORM = 2  # of the tables here; a new number has everything landed anew


def prepare(warehouse: DuckDBPyConnection) -> None:
    warehouse.execute("CREATE SCHEMA IF NOT EXISTS desireline")
    warehouse.execute(
        "CREATE TABLE IF NOT EXISTS desireline.landed (source VARCHAR, name VARCHAR, state VARCHAR, noted TIMESTAMPTZ,"
        " PRIMARY KEY (source, name))"
    )
    warehouse.execute(
        "CREATE TABLE IF NOT EXISTS desireline.told (cards VARCHAR PRIMARY KEY, generation VARCHAR, noted TIMESTAMPTZ)"
    )
    warehouse.execute("ALTER TABLE desireline.told ADD COLUMN IF NOT EXISTS mark VARCHAR")


def shape(table: Table) -> str:
    """How a table is declared, as one word."""
    return word([FORM, table.origin, table.key, table.cursor, table.mode, table.columns, dict(table.options)])


def mark(table: Table, state: Sequence[str] | None) -> str:
    """How a table is declared, and its state, as two words; the second is missing where the state cannot be told."""
    return f"{shape(table)} {word(state) if state is not None else ''}"


def same_shape(told: str, table: Table) -> bool:
    """Whether the table was declared like this when it was marked so."""
    return told.partition(" ")[0] == shape(table)


def word(told: Any) -> str:
    return hashlib.blake2b(json.dumps(told).encode(), digest_size=12).hexdigest()


def read(warehouse: DuckDBPyConnection, source: str) -> dict[str, str]:
    return dict(
        warehouse.execute("SELECT name, state FROM desireline.landed WHERE source = ?", [source]).fetchall()
    )


def write(warehouse: DuckDBPyConnection, source: str, states: Mapping[str, str]) -> None:
    warehouse.execute("BEGIN")
    warehouse.execute("DELETE FROM desireline.landed WHERE source = ?", [source])
    for name, state in states.items():
        warehouse.execute("INSERT INTO desireline.landed VALUES (?, ?, ?, now())", [source, name, state])
    warehouse.execute("COMMIT")


def landed_names(columns: Sequence[str]) -> list[str]:
    """What dlt calls these columns."""
    from dlt.common.normalizers.naming.snake_case import NamingConvention

    naming = NamingConvention()
    return [naming.normalize_identifier(name) for name in columns]


def summary(warehouse: DuckDBPyConnection, source: str, table: Table) -> list[str]:
    """Of landed rows what `sql.summary` tells of the source, but for the cursor."""
    wanted = ["count(*)"]
    kinds = dict(
        warehouse.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE schema_name = ? AND table_name = ?",
            [source, table.name],
        ).fetchall()
    )
    for name in landed_names(table.key):
        quoted = name_of(name)
        if kinds.get(name) == "VARCHAR":
            ends = " + ".join(
                f"unicode(substr('{PAD}' || {quoted}, length({quoted}) + {at}, 1)) * {weight}"
                for at, weight in enumerate(WEIGHTS, 1)
            )
            wanted.append(f"sum({ends})")
            continue
        wanted += [f"min({quoted})", f"max({quoted})"]
        if "INT" in kinds.get(name, ""):
            wanted.append(f"sum({quoted} % {SMALL})")
    row: Any = warehouse.execute(f"SELECT {', '.join(wanted)} FROM {name_of(source, table.name)}").fetchone()
    return [plain(value) for value in row]


def forget(warehouse: DuckDBPyConnection, source: str) -> None:
    """Drop all that landed from a source."""
    warehouse.execute("DELETE FROM desireline.landed WHERE source = ?", [source])
    for schema in (source, f"{source}_staging"):
        warehouse.execute(f"DROP SCHEMA IF EXISTS {name_of(schema)} CASCADE")
