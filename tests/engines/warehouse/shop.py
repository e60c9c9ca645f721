"""A small shop in a SQLite file, and how it lands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as sqlite

from desireline.engines.warehouse.api import Landed, Landing, Table, land, opened

ORDERS = Table("orders", "orders", ("id",), "updated", "merge")


def shop(folder: Path, *, orders: int = 20) -> Path:
    path = folder / "shop.sqlite"
    run(
        path,
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT, total NUMERIC(10, 2), note TEXT, updated TIMESTAMP)",
    )
    for number in range(1, orders + 1):
        order(path, number)
    return path


def order(path: Path, number: int, *, note: str = "", day: int = 0) -> None:
    when = f"2026-01-{day or min(number, 28):02d} 10:00:00.000000"
    values = (number, f"c{number % 3}", number + 0.5, note or f"Order number {number}", when)
    run(path, "INSERT OR REPLACE INTO orders VALUES (?, ?, ?, ?, ?)", values)


def run(path: Path, sql: str, values: Sequence[Any] = ()) -> None:
    connection = sqlite.connect(str(path))
    connection.execute(sql, values)
    connection.commit()
    connection.close()


def bring(folder: Path, *tables: Table, kind: str = "sql", limit: int = 0, **options: Any) -> Landed:
    given = options or {"url": "sqlite:///shop.sqlite"}
    landing = Landing("shop", kind, tables or (ORDERS,), folder, given)
    return land(landing, home=folder / "warehouse", tell=lambda *_told: None, limit=limit)


def rows(folder: Path, sql: str) -> list[Any]:
    with opened(folder / "warehouse", read_only=True) as warehouse:
        return warehouse.execute(sql).fetchall()
