"""Connectors: a million rows into the warehouse, a run without changes, a run with some, and cards told to the search.

    python -m bench.connectors [--quick] [--rows N] [--cards N]

Every run is the real command in a process of its own, with an instance of its own. The last column sets the wall time
beside the same rows read by the format's own reader and thrown away (SQLite's module, DuckDB's reader of CSV).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite

TABLE = "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT, status TEXT, total NUMERIC(10, 2), note TEXT, updated TIMESTAMP)"
SQL = """kind = "sql"
[connection]
url = "sqlite:///orders.sqlite"
[[tables]]
name = "orders"
key = "id"
cursor = "updated"
"""
CSV = """kind = "files"
[[tables]]
name = "orders"
path = "orders.csv"
key = "id"
"""
CARDS = """-- source: {source}
SELECT id AS key, 'Order ' || id AS title, note AS body, 'account' AS allow, customer AS account_key, updated, status AS tags
FROM {source}.orders WHERE CAST(id AS BIGINT) < {most}
"""
WORDS = "terminal card account statement payment standing order branch deposit limit overdraft letter night mobile key".split()


@dataclass(frozen=True, slots=True)
class Spent:
    wall: float
    cpu: float
    peak: float  # MB
    cards: float  # seconds since the first card


class Place:
    def __init__(self, folder: Path) -> None:
        self.folder, self.connect = folder, folder / "connect"
        for part in ("sources", "cards"):
            (self.connect / part).mkdir(parents=True)
        bytecode = {
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        }  # as installed
        self.environment = {
            **os.environ, **bytecode, "DESIRELINE_DATA": str(folder), "DESIRELINE_LOG_LEVEL": "error",
        }  # fmt: skip
        self.run("migrate", "-v0")

    def write(self, name: str, text: str) -> None:
        (self.connect / name).write_text(text, "utf-8")

    def run(self, *arguments: str) -> Spent:
        command = [sys.executable, "-m", "desireline.site.command", *arguments]
        since, first = time.perf_counter(), 0.0
        child = subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)
        assert child.stdout
        for line in child.stdout:
            told = json.loads(line) if line.startswith("{") else {}
            if told.get("stage") == "cards" and told.get("done") and not first:
                first = time.perf_counter()
        _pid, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(f"{' '.join(arguments)} failed")
        now = time.perf_counter()
        return Spent(
            now - since, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, now - first if first else 0
        )

    def sync(self, name: str) -> Spent:
        return self.run("connect", "sync", name, "--lines", "--accept-deletions")

    def change(self, *statements: str) -> None:
        connection = sqlite.connect(str(self.connect / "orders.sqlite"))
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()


def fill(place: Place, number: int) -> None:
    """The same orders in a database and in a file."""
    connection = sqlite.connect(str(place.connect / "orders.sqlite"))
    connection.execute(TABLE)
    with (place.connect / "orders.csv").open("w", encoding="utf-8") as out:
        out.write("id,customer,status,total,note,updated\n")
        for start in range(0, number, 10_000):
            rows = [row(place_) for place_ in range(start, min(start + 10_000, number))]
            connection.executemany("INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?)", rows)
            out.writelines(",".join(map(str, one)) + "\n" for one in rows)
    connection.execute("CREATE INDEX orders_by_updated ON orders (updated)")
    connection.commit()
    connection.close()


def row(number: int) -> tuple[int, str, str, float, str, str]:
    words = " ".join(WORDS[(number * step + step) % len(WORDS)] for step in range(1, 9))
    day = f"2026-{1 + number % 9:02d}-{1 + number % 28:02d} {number % 24:02d}:00:00.000000"
    return number, f"c{number % 20_000}", ("sent", "open")[number % 2], number % 977 + 0.5, words, day


def plain_sqlite(place: Place) -> float:
    since = time.perf_counter()
    connection = sqlite.connect(str(place.connect / "orders.sqlite"))
    cursor = connection.execute("SELECT * FROM orders")
    while cursor.fetchmany(50_000):
        pass
    return time.perf_counter() - since


def plain_csv(place: Place) -> float:
    import duckdb

    since = time.perf_counter()
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.execute("CREATE TABLE t AS SELECT * FROM read_csv(?)", [str(place.connect / "orders.csv")])
    return time.perf_counter() - since


def show(name: str, rows: int, spent: Spent, *, beside: float = 0, seconds: float = 0) -> None:
    rate = rows / (seconds or spent.wall)
    ratio = f"{spent.wall / beside:.1f}" if beside else ""
    print(
        f"| {name} | {rows:,} | {spent.wall:.1f} | {spent.cpu:.1f} | {spent.peak:.0f} | {rate:,.0f} | {ratio} |",
        flush=True,
    )


def measure(place: Place, number: int, cards: int) -> None:
    print(
        "| run | rows | wall s | CPU s | peak MB | rows/s | beside plain reading |\n|---|---|---|---|---|---|---|"
    )
    sources: tuple[tuple[str, str, str, Callable[[Place], float]], ...] = (
        ("database", SQL, "SQLite", plain_sqlite),
        ("file", CSV, "CSV", plain_csv),
    )
    for name, text, label, plain in sources:
        place.write(f"sources/{name}.toml", text)
        show(f"{label}, first time", number, place.sync(name), beside=plain(place))
        show(f"{label}, nothing changed", number, place.sync(name))
    newest = "2026-12-01 00:00:00.000000"
    place.change(f"UPDATE orders SET status = 'back', updated = '{newest}' WHERE id % {number // 1000} = 0")
    show("SQLite, 1,000 changed", 1000, place.sync("database"))
    place.change(f"DELETE FROM orders WHERE id % {number // 100} = 1")
    show("SQLite, 100 deleted: all keys looked at", number, place.sync("database"))
    place.write("cards/order.sql", CARDS.format(source="database", most=cards))
    told = place.sync("database")
    show("cards handed to the search", cards, told, seconds=told.cards)
    show("cards, nothing changed", cards, place.sync("database"))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--cards", type=int, default=200_000)
    parser.add_argument("--quick", action="store_true", help="a tenth of it")
    given = parser.parse_args()
    part = 10 if given.quick else 1
    folder = Path(tempfile.mkdtemp(prefix="desireline-bench-"))
    try:
        place = Place(folder)
        fill(place, given.rows // part)
        measure(place, given.rows // part, given.cards // part)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
