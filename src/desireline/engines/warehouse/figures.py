"""Figures of accounts out of landed rows: one SELECT that gives a label, a value and a unit for each account."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desireline.engines.warehouse import notes, still
from desireline.engines.warehouse.cards import CardFault, bare, described
from desireline.engines.warehouse.place import opened
from desireline.engines.warehouse.still import Resolve

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST = 12  # lines of an account
NEEDED = ("account_key", "label", "value")
NUMBERS = ("INT", "DECIMAL", "DOUBLE", "FLOAT")
Line = dict[str, Any]  # label (and label_de, ...), value, unit


def figures(
    home: Path, *, name: str, select: str, resolve: Resolve, generation: str
) -> dict[int, list[Line]]:
    """By account what the SELECT called `name` gives now, in its order. CardFault where it cannot be used.

    `generation` is remembered for `same`: the caller keeps it together with what it was given.
    """
    with opened(home) as warehouse:
        notes.prepare(warehouse)
        warehouse.execute("SET enable_external_access = false")
        warehouse.execute("SET preserve_insertion_order = true")  # lines stand as the SELECT gives them
        columns = _columns(warehouse, select)
        rows = _rows(warehouse, select, columns)
        keys = list(dict.fromkeys(str(row["account_key"]).strip() for row in rows if row["account_key"]))
        whose = dict(resolve(keys))
        found: dict[int, list[Line]] = {}
        for row in rows:
            account = whose.get(str(row.pop("account_key") or "").strip())
            if account is not None and row["value"] is not None and row["label"]:
                found.setdefault(account, []).append(row)
        many = next((lines for lines in found.values() if len(lines) > MOST), None)
        if many:
            raise CardFault(f"It gives {len(many)} lines for one account; {MOST} have room. Group them.")
        _remember(
            warehouse, name, generation, still.mark(warehouse, select, {"account": list(whose.items())}), keys
        )
        return found


def _columns(warehouse: DuckDBPyConnection, select: str) -> dict[str, str]:
    found = described(warehouse, select)
    for needed in NEEDED:
        if needed not in found:
            raise CardFault(
                f"The column “{needed}” is missing. Columns are: {', '.join(NEEDED)}, unit, label_de."
            )
    for name in found:
        translated = name.startswith("label_") and len(name) == len("label_xx")
        if name not in (*NEEDED, "unit") and not translated:
            raise CardFault(f"Unknown column “{name}”. Columns are: {', '.join(NEEDED)}, unit, label_de.")
    return found


def _rows(warehouse: DuckDBPyConnection, select: str, columns: Mapping[str, str]) -> list[Line]:
    import duckdb

    number = columns["value"].startswith(NUMBERS) or columns["value"].endswith("INT")
    chosen = [
        f"CAST(c.{name} AS {'DOUBLE' if name == 'value' and number else 'VARCHAR'}) AS {name}"
        for name in columns
    ]
    try:
        found = warehouse.execute(f"SELECT {', '.join(chosen)} FROM ({bare(select)}\n) AS c")
        return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    except duckdb.Error as error:
        raise CardFault(str(error).strip()) from None


def _remember(warehouse: DuckDBPyConnection, name: str, generation: str, mark: str, keys: list[str]) -> None:
    warehouse.execute(
        "CREATE OR REPLACE TEMP TABLE now AS SELECT unnest(?::VARCHAR[]) AS account_key", [keys]
    )
    warehouse.execute("ALTER TABLE now ADD COLUMN person_key VARCHAR")
    warehouse.execute("BEGIN")
    still.remember(warehouse, name, generation, mark)
    warehouse.execute("COMMIT")
