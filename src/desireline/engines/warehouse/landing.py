"""Bringing the rows of a source into the warehouse. Runs in a process of its own: dlt takes seconds and memory."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desireline.engines.warehouse import files, notes, sql
from desireline.engines.warehouse.place import name_of, opened
from desireline.engines.warehouse.spec import Landed, Landing, Table, Tell

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def land(landing: Landing, *, home: Path, tell: Tell, limit: int = 0) -> Landed:
    """Bring what is new, take away what is gone. The caller holds the lock. Whatever fails raises, and nothing changed.

    `limit` brings only the first rows of each table (a dry run, into a `home` of its own).
    """
    with opened(home) as warehouse:
        notes.prepare(warehouse)
        engine = sql.engine_of(landing) if landing.kind == "sql" else None
        seen = {table.name: _state(landing, table, engine) for table in landing.tables}
        known = notes.read(warehouse, landing.name)
        named = {table.name: table for table in landing.tables}
        changed = [
            table
            for table in landing.tables
            if seen[table.name].endswith(" ") or seen[table.name] != known.get(table.name)
        ]
        if any(name in known and not notes.same_shape(known[name], table) for name, table in named.items()):
            notes.forget(warehouse, landing.name)  # declared otherwise: everything comes anew
            changed = list(landing.tables)
        read: dict[str, int] = {}
        gone: dict[str, int] = {}
        if changed:
            run = _Run(landing, warehouse, home, engine, tell, limit, read)
            run.load(changed)
            gone = run.sweep([table for table in changed if table.sweeps and not limit])
            notes.write(warehouse, landing.name, seen)
        rows = {table.name: _rows(warehouse, landing.name, table.name) for table in landing.tables}
        return Landed(read, gone, rows, changed=bool(changed))


def _state(landing: Landing, table: Table, engine: Any) -> str:
    """What is the same as long as the table is."""
    if landing.kind == "sql":
        told = sql.summary(engine, table) if table.sweeps and table.cursor else sql.file_state(engine)
        return notes.mark(table, told)
    return notes.mark(table, files.summary(landing, table) if landing.kind == "files" else None)


def _there(warehouse: DuckDBPyConnection, schema: str, table: str) -> bool:
    sql = "SELECT 1 FROM duckdb_tables() WHERE schema_name = ? AND table_name = ?"
    return warehouse.execute(sql, [schema, table]).fetchone() is not None


def _rows(warehouse: DuckDBPyConnection, schema: str, table: str) -> int:
    if not _there(warehouse, schema, table):
        return 0
    row = warehouse.execute(f"SELECT count(*) FROM {name_of(schema, table)}").fetchone()
    return int(row[0]) if row else 0


def _quiet(work: Path) -> None:
    """dlt reads no files of the machine, tells nobody, and keeps to our folder and two workers."""
    os.environ.update(
        {
            "RUNTIME__DLTHUB_TELEMETRY": "false",
            "RUNTIME__LOG_LEVEL": "CRITICAL",
            "DLT_DATA_DIR": str(work),
            "DLT_PROJECT_DIR": str(work),
            "EXTRACT__WORKERS": "2",
            "NORMALIZE__WORKERS": "1",
            "LOAD__WORKERS": "1",
            "LOAD__TRUNCATE_STAGING_DATASET": "true",
            "DESTINATION__REPLACE_STRATEGY": "insert-from-staging",
        }
    )


class _Run:
    """One source on its way in."""

    def __init__(
        self,
        landing: Landing,
        warehouse: DuckDBPyConnection,
        home: Path,
        engine: Any,
        tell: Tell,
        limit: int,
        read: dict[str, int],
    ) -> None:
        self.landing, self.warehouse, self.engine = landing, warehouse, engine
        self.tell, self.limit, self.read = tell, limit, read
        self.work = home / "work"
        shutil.rmtree(
            self.work, ignore_errors=True
        )  # half packages of a run that was killed; its state is in the tables
        self.work.mkdir(parents=True)
        _quiet(self.work)

    def count(self, name: str, stage: str = "read") -> Callable[[Any], Any]:
        """A step that counts the rows that pass through it."""

        def counted(item: Any) -> Any:
            self.read[name] = self.read.get(name, 0) + (item.num_rows if hasattr(item, "num_rows") else 1)
            if hasattr(item, "num_rows") or self.read[name] % 500 == 0:
                self.tell(stage, name, self.read[name])
            return item

        return counted

    def load(self, tables: Sequence[Table]) -> None:
        """All tables in one package."""
        for table in tables:
            self.tell("read", table.name, 0)
            self.read.setdefault(table.name, 0)
        self._run(self._resources(list(tables)))

    def _resources(self, tables: list[Table]) -> list[Any]:
        import dlt

        landing, limit = self.landing, self.limit
        if landing.kind == "rest":
            from desireline.engines.warehouse import rest

            return rest.resources(landing, tables, limit=limit, count=self.count)
        if landing.kind == "sql":
            return [
                sql.resource(
                    landing,
                    table,
                    engine=self.engine,
                    limit=limit,
                    first=not _there(self.warehouse, landing.name, table.name),
                    count=self.count(table.name),
                )
                for table in tables
            ]
        return [
            dlt.resource(
                files.batches(landing, table, limit=limit),
                name=table.name,
                primary_key=list(table.key) or None,
                write_disposition=table.mode,
            ).add_map(self.count(table.name))
            for table in tables
        ]

    def _run(self, resources: list[Any]) -> None:
        import dlt

        def everything() -> Any:
            return resources

        source = dlt.source(everything, name=self.landing.name, max_table_nesting=0)
        pipeline = dlt.pipeline(
            pipeline_name=self.landing.name,
            pipelines_dir=str(self.work / "pipelines"),
            destination=dlt.destinations.duckdb(self.warehouse),
            dataset_name=self.landing.name,
        )
        pipeline.run(source()).raise_on_failed_jobs()
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)

    def sweep(self, tables: list[Table]) -> dict[str, int]:
        """Take away rows whose key is no longer there. How many, by table."""
        due = [table for table in tables if self._differs(table)]
        if not due:
            return {}
        if self.landing.kind == "rest":
            from desireline.engines.warehouse import rest

            lists = rest.resources(self.landing, rest.key_tables(due), limit=0, count=self._key_count)
        else:
            lists = [sql.keys(table, engine=self.engine, count=self._key_count(table.name)) for table in due]
        before = dict(self.read)
        self._run(lists)
        self.read.clear()
        self.read.update(before)
        return {table.name: self._take_away(table) for table in due}

    def _key_count(self, name: str) -> Callable[[Any], Any]:
        return self.count(name, "sweep")

    def _differs(self, table: Table) -> bool:
        """Whether rows may be gone: their number and the sum of their keys tell, where the source can be asked."""
        if self.landing.kind != "sql":
            return True
        there = sql.summary(self.engine, table)
        here = notes.summary(self.warehouse, self.landing.name, table)
        return there[0] != here[0] or there[2:] != here[1:]

    def _take_away(self, table: Table) -> int:
        here, keys = name_of(self.landing.name, table.name), name_of(self.landing.name, f"{table.name}__keys")
        same = " AND ".join(
            f"k.{name_of(part)} IS NOT DISTINCT FROM t.{name_of(part)}"
            for part in notes.landed_names(table.key)
        )
        gone = self.warehouse.execute(
            f"DELETE FROM {here} t WHERE NOT EXISTS (SELECT 1 FROM {keys} k WHERE {same})"
        ).fetchone()
        return int(gone[0]) if gone else 0
