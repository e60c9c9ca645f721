"""Cards out of landed rows: one SELECT, compared with what it gave when it was last told.

The SELECT gives a column `key` and others; `account_key` and `person_key` are looked up in the maps. Whatever it says,
it reads no files and reaches no network.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desireline.engines.warehouse import notes, still
from desireline.engines.warehouse.place import name_of, opened
from desireline.engines.warehouse.still import Match, Resolve

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LONGEST_KEY = 250
OPTIONAL = (
    "type", "source", "account_key", "person_key", "body", "allow", "created", "updated", "url", "tags", "language",
    "weight",
)  # fmt: skip
TIMES = ("created", "updated")


class CardFault(Exception):  # noqa: N818 - what is wrong with a SELECT, told to who wrote it
    """The SELECT cannot be used. The message says why."""


class Cards:
    """What a SELECT gives now. Rows are dicts with `key`, `account`, `person` (ids or None) and the other columns."""

    def __init__(self, warehouse: DuckDBPyConnection, name: str, mark: str = "") -> None:
        self._warehouse, self.name, self._mark = warehouse, name, mark
        self._seen = name_of("desireline", f"told_{name}")

    def generation(self) -> str:
        """The mark of what was last told; empty for never."""
        row = self._warehouse.execute(
            "SELECT generation FROM desireline.told WHERE cards = ?", [self.name]
        ).fetchone()
        return str(row[0]) if row else ""

    def number(self) -> int:
        return self._one("SELECT count(*) FROM now")

    def changed(self, *, since_told: bool, size: int) -> Iterator[list[dict[str, Any]]]:
        """Batches of rows: those that differ from what was last told, or all. Read to the end before asking more."""
        self._remember()
        sql = "SELECT n.* EXCLUDE (told_hash) FROM now n"
        if since_told:
            sql += (
                f" LEFT JOIN {self._seen} s ON s.key = n.key WHERE s.told_hash IS DISTINCT FROM n.told_hash"
            )
        found = self._warehouse.execute(sql)
        names = [column[0] for column in found.description or ()]
        while part := found.fetchmany(size):
            yield [dict(zip(names, row, strict=True)) for row in part]

    def unknown(self, what: str) -> list[str]:
        """Keys of theirs (`account` or `person`) that are nobody here, in their order."""
        rows = self._warehouse.execute(
            f"SELECT DISTINCT {what}_key FROM now WHERE {what} IS NULL AND {what}_key IS NOT NULL ORDER BY 1"
        )
        return [row[0] for row in rows.fetchall()]

    def number_changed(self) -> int:
        """How many rows differ from what was last told."""
        self._remember()
        return self._one(
            f"SELECT count(*) FROM now n LEFT JOIN {self._seen} s ON s.key = n.key"
            " WHERE s.told_hash IS DISTINCT FROM n.told_hash"
        )

    def gone(self) -> list[str]:
        """Keys that were told and are no longer there."""
        self._remember()
        rows = self._warehouse.execute(
            f"SELECT key FROM {self._seen} s ANTI JOIN now n ON n.key = s.key ORDER BY key"
        )
        return [row[0] for row in rows.fetchall()]

    def missing(self, keys: Sequence[str]) -> list[str]:
        """Those of the keys that are not there."""
        if not keys:
            return []
        rows = self._warehouse.execute(
            "SELECT k FROM (SELECT unnest(?::VARCHAR[]) AS k) ANTI JOIN now n ON n.key = k", [list(keys)]
        )
        return [row[0] for row in rows.fetchall()]

    def told(self, generation: str) -> None:
        """Remember that all of it was told."""
        self._warehouse.execute("BEGIN")
        self._warehouse.execute(f"CREATE OR REPLACE TABLE {self._seen} AS SELECT key, told_hash FROM now")
        still.remember(self._warehouse, self.name, generation, self._mark)
        self._warehouse.execute("COMMIT")

    def _remember(self) -> None:
        self._warehouse.execute(f"CREATE TABLE IF NOT EXISTS {self._seen} (key VARCHAR, told_hash UBIGINT)")

    def _one(self, sql: str) -> int:
        row = self._warehouse.execute(sql).fetchone()
        return int(row[0]) if row else 0


@contextmanager
def cards(
    home: Path, *, name: str, select: str, resolve: Mapping[str, Resolve], constants: Mapping[str, str]
) -> Iterator[Cards]:
    """What the SELECT of the cards called `name` gives. CardFault where it cannot be used.

    `resolve` tells for `account` and `person`, asked with all keys of theirs, which of our ids they are; those left out
    are nobody. `constants` are the values that columns of that name must have (`type`, `source`).
    """
    with opened(home) as warehouse:
        notes.prepare(warehouse)
        warehouse.execute("SET enable_external_access = false")
        columns = _columns(warehouse, select)
        _evaluate(warehouse, select, columns)
        _look(warehouse, columns, constants)
        whose: dict[str, list[Match]] = {
            what: _map(warehouse, what, resolve.get(what)) for what in ("account", "person")
        }
        warehouse.execute(
            "CREATE OR REPLACE TEMP TABLE now AS SELECT r.*, a.id AS account, p.id AS person, hash(r, a.id, p.id) AS"
            " told_hash FROM rows_now r LEFT JOIN map_account a ON a.key = r.account_key"
            " LEFT JOIN map_person p ON p.key = r.person_key"
        )
        warehouse.execute("DROP TABLE rows_now")
        yield Cards(warehouse, name, still.mark(warehouse, select, whose))


def _map(warehouse: DuckDBPyConnection, what: str, resolve: Resolve | None) -> list[Match]:
    """A table from their keys to our ids, which are returned."""
    import pyarrow as pa

    warehouse.execute(f"CREATE OR REPLACE TEMP TABLE map_{what} (key VARCHAR PRIMARY KEY, id BIGINT)")
    rows = warehouse.execute(
        f"SELECT DISTINCT {what}_key FROM rows_now WHERE {what}_key IS NOT NULL"
    ).fetchall()
    found = dict(resolve([row[0] for row in rows])) if resolve and rows else {}
    if found:
        given = pa.table({"key": pa.array(found, pa.string()), "id": pa.array(found.values(), pa.int64())})
        warehouse.register("given", given)
        warehouse.execute(f"INSERT INTO map_{what} SELECT key, id FROM given")
        warehouse.unregister("given")
    return list(found.items())


def described(warehouse: DuckDBPyConnection, select: str) -> dict[str, str]:
    """Names and types of the columns of a SELECT. CardFault where it is none, or cannot be used."""
    import duckdb

    try:
        statements = warehouse.extract_statements(select)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise CardFault("Write one SELECT, and nothing else.")
        rows = warehouse.execute(f"DESCRIBE SELECT * FROM ({bare(select)}\n) AS c").fetchall()
    except duckdb.Error as error:
        raise CardFault(str(error).strip()) from None
    return {row[0]: row[1] for row in rows}


def _columns(warehouse: DuckDBPyConnection, select: str) -> dict[str, str]:
    """Names and types of the columns of the SELECT."""
    found = described(warehouse, select)
    unknown = sorted(set(found) - {"key", "title", *OPTIONAL})
    if unknown:
        raise CardFault(f"Unknown column “{unknown[0]}”. Columns are: key, title, {', '.join(OPTIONAL)}.")
    for needed in ("key", "title", "allow"):
        if needed not in found:
            raise CardFault(f"The column “{needed}” is missing.")
    return found


def bare(select: str) -> str:
    return select.strip().rstrip(";")


def _evaluate(warehouse: DuckDBPyConnection, select: str, columns: Mapping[str, str]) -> None:
    import duckdb

    def text(name: str) -> str:
        return f"CAST(c.{name} AS VARCHAR)" if name in columns else "NULL"

    chosen = [
        f"trim({text('key')}) AS key",
        *(
            f"{text(name)} AS {name}"
            for name in ("title", "body", "allow", "url", "language", "type", "source")
        ),
        f"{_tags(columns)} AS tags",
        *(f"TRY_CAST({text(name)} AS TIMESTAMPTZ) AS {name}" for name in TIMES),
        f"TRY_CAST({text('weight')} AS BIGINT) AS weight",
        *(f"nullif(trim({text(name)}), '') AS {name}" for name in ("account_key", "person_key")),
    ]
    try:
        warehouse.execute(
            f"CREATE OR REPLACE TEMP TABLE rows_now AS SELECT {', '.join(chosen)} FROM ({bare(select)}\n) AS c"
        )
    except duckdb.Error as error:
        raise CardFault(str(error).strip()) from None


def _tags(columns: Mapping[str, str]) -> str:
    if "tags" not in columns:
        return "NULL"
    return "array_to_string(c.tags, ',')" if columns["tags"].endswith("]") else "CAST(c.tags AS VARCHAR)"


def _look(warehouse: DuckDBPyConnection, columns: Mapping[str, str], constants: Mapping[str, str]) -> None:
    """Keys that are there, short and once; titles; and columns that say what they must."""
    checks = [
        ("key IS NULL OR key = ''", "A row has no key"),
        (f"length(key) > {LONGEST_KEY}", f"A key is longer than {LONGEST_KEY} characters"),
        ("title IS NULL OR trim(title) = ''", "A card has no title"),
    ]
    for condition, trouble in checks:
        row = warehouse.execute(f"SELECT key FROM rows_now WHERE {condition} LIMIT 1").fetchone()
        if row:
            raise CardFault(f"{trouble} (key “{row[0] or ''}”).")
    row = warehouse.execute(
        "SELECT key, count(*) FROM rows_now GROUP BY key HAVING count(*) > 1 LIMIT 1"
    ).fetchone()
    if row:
        raise CardFault(f"The key “{row[0]}” comes {row[1]} times. Each card needs a key of its own.")
    for name, value in constants.items():
        if name in columns:
            row = warehouse.execute(
                f"SELECT {name} FROM rows_now WHERE {name} IS DISTINCT FROM ? LIMIT 1", [value]
            ).fetchone()
            if row:
                raise CardFault(
                    f"The column “{name}” says “{row[0]}” and should say “{value}”, or be left out."
                )
