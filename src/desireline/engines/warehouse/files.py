"""Files: CSV, JSON lines, Parquet and spreadsheets, in Arrow batches. Runs in a process of its own.

What has no types of its own comes as text, so that “007” stays what it is; `types` in the options of a table name those
that are wanted (`{amount = "DOUBLE"}`). Nested values come as JSON text.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from desireline.engines.warehouse.place import MEMORY, THREADS, name_of
from desireline.engines.warehouse.spec import Landing, Table

CHUNK = 50_000
SUFFIXES = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
}


def paths(landing: Landing, table: Table) -> list[Path]:
    """The files of a table in the order of their names. FileNotFoundError where there are none."""
    origin = Path(table.origin)
    base = origin if origin.is_absolute() else landing.folder / origin
    found = sorted(base.parent.glob(base.name)) if set("*?[") & set(base.name) else [base]
    found = [path for path in found if path.is_file()]
    if not found:
        raise FileNotFoundError(f"There is no file {base}.")
    return found


def summary(landing: Landing, table: Table) -> list[str]:
    """What tells whether the files changed: names, sizes and times."""
    stats = [(path, path.stat()) for path in paths(landing, table)]
    return [f"{path.name} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stats]


def kind_of(path: Path, table: Table) -> str:
    kind = table.options.get("format") or SUFFIXES.get(path.suffix.lower())
    if kind is None:
        known = ", ".join(sorted(set(SUFFIXES.values())))
        raise ValueError(
            f"The format of {path.name} is not known by its name. Set format to one of: {known}."
        )
    return str(kind)


def batches(landing: Landing, table: Table, *, limit: int) -> Iterator[Any]:
    """Arrow tables of all rows (of the first `limit` ones where it is not 0)."""
    found = paths(landing, table)
    if kind_of(found[0], table) == "xlsx":
        yield from _sheets(found, table, limit=limit)
        return
    import duckdb
    import pyarrow as pa

    config: dict[str, Any] = {"memory_limit": MEMORY, "threads": THREADS}
    with duckdb.connect(":memory:", config=config) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        read, given = _reader(connection, found, table)
        columns = connection.execute(f"DESCRIBE SELECT * FROM {read}", given).fetchall()
        types = table.options.get("types", {})
        chosen = ", ".join(_column(name, kind, types) for name, kind, *_rest in columns)
        tail = f" LIMIT {int(limit)}" if limit else ""
        rows = connection.sql(f"SELECT {chosen} FROM {read}{tail}", params=given)
        for batch in rows.to_arrow_reader(CHUNK):
            yield pa.Table.from_batches([batch])


def _column(name: str, kind: str, types: dict[str, str]) -> str:
    quoted = name_of(name)
    if name in types:
        return f"CAST({quoted} AS {types[name]}) AS {quoted}"
    nested = kind.startswith(("STRUCT", "MAP", "UNION")) or kind.endswith("]")
    return f"CAST(to_json({quoted}) AS VARCHAR) AS {quoted}" if nested else quoted


def _reader(connection: Any, found: list[Path], table: Table) -> tuple[str, list[Any]]:
    """A piece of SQL that reads the files, and its parameters."""
    names, kind, options = [str(path) for path in found], kind_of(found[0], table), table.options
    if kind == "parquet":
        return "read_parquet(?, union_by_name = true)", [names]
    if kind == "csv":
        parts, given = ["union_by_name = true", "all_varchar = true", "header = true"], [names]
        for option, name in (("delimiter", "delim"), ("encoding", "encoding"), ("quote", "quote")):
            if option in options:
                parts.append(f"{name} = ?")
                given.append(options[option])
        return f"read_csv(?, {', '.join(parts)})", given
    lines = "read_ndjson_objects(?, maximum_object_size = 33554432)"
    keys = connection.execute(
        f"SELECT DISTINCT unnest(json_keys(json)) AS k FROM {lines} ORDER BY k", [names]
    )
    quoted = [row[0] for row in keys.fetchall()]
    if not quoted:
        raise ValueError(f"There is no JSON object in {found[0].name}.")
    chosen = ", ".join(f"json ->> {_pointer(key)} AS {name_of(key)}" for key in quoted)
    return f"(SELECT {chosen} FROM {lines})", [names]


def _pointer(key: str) -> str:
    """A JSON pointer to a key of the object, as a SQL text."""
    pointer = "/" + key.replace("~", "~0").replace("/", "~1")
    return "'" + pointer.replace("'", "''") + "'"


def _sheets(found: list[Path], table: Table, *, limit: int) -> Iterator[Any]:
    import openpyxl

    sheet = table.options.get("sheet")
    for path in found:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        if sheet and sheet not in book.sheetnames:
            raise ValueError(f"{path.name} has no sheet “{sheet}”. It has: {', '.join(book.sheetnames)}.")
        rows = (book[sheet] if sheet else book.worksheets[0]).iter_rows(values_only=True)
        head = [str(cell).strip() if cell is not None else "" for cell in next(rows, ())]
        yield from _rows(rows, head, table, limit=limit)
        book.close()


def _rows(rows: Iterator[Any], head: list[str], table: Table, *, limit: int) -> Iterator[Any]:
    import pyarrow as pa

    wanted = [place for place, name in enumerate(head) if name]
    filled = (row for row in rows if any(cell is not None for cell in row))
    rest = islice(filled, limit or None)
    while part := list(islice(rest, CHUNK)):
        columns = {
            head[place]: pa.array(
                [_text(row[place] if place < len(row) else None) for row in part], pa.string()
            )
            for place in wanted
        }
        yield pa.table(columns)


def _text(cell: Any) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)
