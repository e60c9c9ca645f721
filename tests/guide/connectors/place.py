"""A folder of sources for tests: a shop with customers, written as an operator would."""

from __future__ import annotations

from pathlib import Path

from pysqlite3 import dbapi2 as sqlite

from desireline.guide.connectors.api import sync
from desireline.guide.connectors.syncing import Counts

SHOP = """
label = "The shop"
kind = "sql"
every = "1 hour"
[connection]
url = "sqlite:///shop.sqlite"
[identity]
account = ["slug", "domain"]
person = ["email"]
[[tables]]
name = "orders"
key = "id"
cursor = "updated"
"""
ORDER = """-- source: shop
-- label: Orders
-- label de: Bestellungen
SELECT id AS key, 'Order ' || id AS title, note AS body, customer AS account_key, mail AS person_key, allow,
  updated FROM shop.orders
"""


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def shop(root: Path, *, source: str = SHOP, cards: str = ORDER) -> Path:
    """The files, and a database with one order of Harbour Cafe, one of Otto's Bikes, and one of nobody known."""
    write(root, "sources/shop.toml", source)
    write(root, "cards/order.sql", cards)
    run(
        root,
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT, mail TEXT, allow TEXT, note TEXT, updated TIMESTAMP)",
    )
    order(root, 1, customer="harbour-cafe", note="Twelve crates of lemons")
    order(root, 2, customer="ottos-bikes", note="Forty spokes of steel")
    order(root, 3, customer="stranger", note="A parcel of feathers")
    return root


def order(
    root: Path, number: int, *, customer: str = "", mail: str = "", allow: str = "account", note: str = ""
) -> None:
    run(
        root,
        "INSERT OR REPLACE INTO orders VALUES (?, ?, ?, ?, ?, strftime('%Y-%m-%d %H:%M:%f', 'now') || '000')",
        (number, customer, mail, allow, note),
    )


def run(root: Path, sql: str, values: tuple[object, ...] = ()) -> None:
    connection = sqlite.connect(str(root / "shop.sqlite"))
    connection.execute(sql, values)
    connection.commit()
    connection.close()


def bring(name: str = "shop", *, accept: bool = False) -> Counts:
    return sync(name, tell=lambda *_told: None, accept=accept)
