"""Tables of SQL databases: through SQLAlchemy, in Arrow batches. Runs in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from desireline.engines.warehouse.spec import PAD, SMALL, WEIGHTS, Landing, Table, plain

CHUNK = 50_000
CODES = {
    "sqlite": "unicode",
    "mysql": "ord",
    "mariadb": "ord",
    "mssql": "unicode",
}  # the number of a character


def engine_of(landing: Landing) -> Any:
    """A SQLAlchemy engine of the source. SQLite files are opened for reading alone."""
    import sqlalchemy as sa
    from sqlalchemy.pool import NullPool

    url = sa.make_url(landing.options["url"])
    if url.get_backend_name() == "sqlite" and url.database:
        path = (landing.folder / url.database).resolve()
        if not path.exists():
            raise FileNotFoundError(f"The SQLite file {path} does not exist.")
        url = url.set(database=f"file:{path}", query={"mode": "ro", "uri": "true"})
    return sa.create_engine(url, poolclass=NullPool)


def file_state(engine: Any) -> list[str] | None:
    """What tells whether anything in a SQLite file changed: sizes and times of it and its log. None for others."""
    if engine.url.get_backend_name() != "sqlite" or not engine.url.database:
        return None
    path = Path(engine.url.database.removeprefix("file:"))
    stats = [file.stat() for end in ("", "-wal") if (file := path.with_name(path.name + end)).exists()]
    return [f"{stat.st_size} {stat.st_mtime_ns}" for stat in stats if stat.st_size]


def split(origin: str) -> tuple[str | None, str]:
    """Schema and table of “schema.table”."""
    schema, dot, name = origin.rpartition(".")
    return (schema or None if dot else None), name


def summary(engine: Any, table: Table) -> list[str]:
    """What tells whether a table changed: rows, newest cursor, and what tells the keys apart."""
    import sqlalchemy as sa

    from desireline.engines.warehouse import types

    schema, name = split(table.origin)
    known = sa.Table(name, sa.MetaData(schema=schema), autoload_with=engine, resolve_fks=False)
    for column in (*table.key, *([table.cursor] if table.cursor else [])):
        if column not in known.c:
            names = ", ".join(one.name for one in known.c)
            raise ValueError(f"{table.origin} has no column “{column}”. Columns are: {names}.")
    types.readable(known, dialect=engine.dialect.name)
    wanted: list[Any] = [sa.func.count()]
    if table.cursor:
        wanted.append(sa.func.max(types.read(known.c[table.cursor])))
    for part in table.key:
        wanted += _of_key(types.read(known.c[part]), engine.dialect.name)
    with engine.connect() as connection:
        row = connection.execute(sa.select(*wanted).select_from(known)).one()
    return [plain(value) for value in row]


def _of_key(column: Any, dialect: str) -> list[Any]:
    """What tells one set of keys from another: of numbers their ends and sum, of texts the sum of how they end."""
    import sqlalchemy as sa

    if isinstance(column.type, sa.Integer):
        return [sa.func.min(column), sa.func.max(column), sa.func.sum(column % SMALL)]
    if isinstance(column.type, sa.Numeric | sa.DateTime | sa.Date):
        return [sa.func.min(column), sa.func.max(column)]
    text, code = sa.cast(column, sa.Text), getattr(sa.func, CODES.get(dialect, "ascii"))
    padded = sa.literal(PAD).concat(text)
    ends = [sa.func.substr(padded, sa.func.length(text) + at, 1) for at in range(1, len(PAD) + 1)]
    return [sa.func.sum(sum((code(end) * weight for end, weight in zip(ends, WEIGHTS, strict=True))))]


def resource(
    landing: Landing, table: Table, *, engine: Any, limit: int, first: bool, count: Callable[[Any], Any]
) -> Any:
    """The dlt resource of a table: its new rows, or all where it is replaced. The `first` time none is merged."""
    import dlt
    from dlt.sources.sql_database import sql_table

    from desireline.engines.warehouse import types

    schema, name = split(table.origin)
    newest = None
    if table.cursor and table.mode == "merge":
        newest = dlt.sources.incremental(
            table.cursor,
            primary_key=(),
            on_cursor_value_missing="include",
            range_start="closed",
            **({"lag": table.overlap} if table.overlap else {}),
        )
    found = sql_table(
        engine,
        table=name,
        schema=schema,
        table_adapter_callback=partial(types.readable, dialect=engine.dialect.name),
        type_adapter_callback=types.told,
        incremental=newest,
        chunk_size=CHUNK,
        backend="pyarrow",
        included_columns=list(table.columns) or None,
        primary_key=list(table.key) or None,
        write_disposition="append" if first else table.mode,
        query_adapter_callback=(lambda query, _table: query.limit(limit)) if limit else None,
    )
    found = found.with_name(table.name)
    found.apply_hints(table_name=table.name)
    return found.add_map(count)


def keys(table: Table, *, engine: Any, count: Callable[[Any], Any]) -> Any:
    """The dlt resource of all keys of a table."""
    from dlt.sources.sql_database import sql_table

    from desireline.engines.warehouse import types

    schema, name = split(table.origin)
    found = sql_table(
        engine,
        table=name,
        schema=schema,
        table_adapter_callback=partial(types.readable, dialect=engine.dialect.name),
        type_adapter_callback=types.told,
        chunk_size=4 * CHUNK,
        backend="pyarrow",
        included_columns=list(table.key),
        write_disposition="replace",
    ).with_name(f"{table.name}__keys")
    found.apply_hints(table_name=f"{table.name}__keys", primary_key=())
    return found.add_map(count)
