"""Writes the bank's other systems: files in the folder of the connectors, from the seed of the script."""

from __future__ import annotations

import csv
import json
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from pysqlite3 import dbapi2 as sqlite

from desireline.site.demo_sources.articles import articles
from desireline.site.demo_sources.wares import MODELS, PERSONAL, PLACES, SOFTWARE, STATES, STATUSES, texts

FILES = Path(__file__).parent / "files"
TABLES = """
CREATE TABLE customers (number TEXT PRIMARY KEY, account TEXT);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY, number TEXT, customer TEXT, status TEXT, ordered TIMESTAMP, updated TIMESTAMP
);
CREATE TABLE lines (
  id INTEGER PRIMARY KEY, order_id INTEGER, what TEXT, pieces INTEGER, price NUMERIC(10, 2), updated TIMESTAMP
);
CREATE INDEX orders_by_updated ON orders (updated);
CREATE INDEX lines_by_updated ON lines (updated);
"""


@dataclass(frozen=True, slots=True)
class Customer:
    """An account of the demo: its slug, whether it is a firm, and the addresses of its people."""

    slug: str
    firm: bool
    emails: Sequence[str]


def number_of(place: int) -> str:
    """The customer's number in the bank's own systems."""
    return f"OB-{10200 + 7 * place}"


def write(root: Path, customers: Sequence[Customer], *, seed: int, now: datetime) -> bool:
    """Lay everything into `root`, unless sources are there already. Whether it was done."""
    if (root / "sources").exists():
        return False
    made = root / "simulated"
    made.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng([seed, 5])
    _orders(made / "orders.sqlite", customers, rng=rng, now=now)
    _tickets(made / "tickets.jsonl", customers, rng=rng, now=now)
    _devices(made / "devices.json", customers, rng=rng, now=now)
    _articles(made / "articles.csv", rng=rng, now=now)
    (made / "token").write_text(secrets.token_urlsafe(24), "ascii")
    for kind in ("cards", "panels", "sources"):
        shutil.copytree(FILES / kind, root / kind)
    return True


def _orders(path: Path, customers: Sequence[Customer], *, rng: np.random.Generator, now: datetime) -> None:
    path.unlink(missing_ok=True)
    connection = sqlite.connect(str(path))
    connection.executescript(TABLES)
    rows: list[tuple[Any, ...]] = []
    lines: list[tuple[Any, ...]] = []
    numbers = [(number_of(place), customer.slug) for place, customer in enumerate(customers)]
    for place, customer in enumerate(customers):
        for _time in range(int(rng.integers(3, 13 if customer.firm else 6))):
            at = now - timedelta(days=float(rng.uniform(0.2, 700)))
            changed = min(at + timedelta(days=float(rng.uniform(0, 9))), now)
            pk = len(rows) + 1
            status = STATUSES[int(rng.integers(len(STATUSES)))]
            rows.append(
                (pk, f"OB-{at.year}-{pk:05d}", number_of(place), status, _moment(at), _moment(changed))
            )
            wares = [ware for ware in texts()["ware"] if customer.firm or not ware["firms"]]
            for choice in rng.choice(len(wares), size=int(rng.integers(1, 4)), replace=False):
                ware = wares[int(choice)]
                line = (pk, ware["what"], int(rng.integers(1, 4)), ware["price"], _moment(changed))
                lines.append((len(lines) + 1, *line))
    rows.append((len(rows) + 1, f"OB-{now.year}-90001", "OB-99999", "received", _moment(now), _moment(now)))
    lines.append((len(lines) + 1, len(rows), "Card terminal, mobile", 1, 79.0, _moment(now)))
    connection.executemany("INSERT INTO customers VALUES (?, ?)", [*numbers, ("OB-99999", "no-customer-yet")])
    connection.executemany("INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?)", rows)
    connection.executemany("INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?)", lines)
    connection.commit()
    connection.close()


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S.%f")


def _tickets(path: Path, customers: Sequence[Customer], *, rng: np.random.Generator, now: datetime) -> None:
    with path.open("w", encoding="utf-8") as out:
        number = 4100
        for customer in customers:
            for _time in range(int(rng.integers(1, 7))):
                number += int(rng.integers(1, 9))
                out.write(json.dumps(_ticket(number, customer, rng=rng, now=now), ensure_ascii=False) + "\n")


def _ticket(number: int, customer: Customer, *, rng: np.random.Generator, now: datetime) -> dict[str, Any]:
    ticket = texts()["ticket"][int(rng.integers(len(texts()["ticket"])))]
    opened = now - timedelta(days=float(rng.uniform(0.5, 400)))
    words = {"day": f"{opened - timedelta(days=2):%d %B}".lstrip("0"), "sum": int(rng.integers(4, 190)) * 5}
    return {
        "id": str(number),
        "subject": ticket["subject"].format(**words),
        "question": ticket["question"].format(**words),
        "answer": ticket["answer"].format(**words),
        "customer": customer.slug,
        "email": customer.emails[int(rng.integers(len(customer.emails)))] if customer.emails else "",
        "personal": bool(rng.random() < PERSONAL),
        "state": "answered" if ticket["answer"] else "open",
        "opened": opened.isoformat(),
        "updated": min(opened + timedelta(days=float(rng.uniform(0.1, 4))), now).isoformat(),
    }


def _devices(path: Path, customers: Sequence[Customer], *, rng: np.random.Generator, now: datetime) -> None:
    found = []
    for place, customer in enumerate(customers):
        for _time in range(int(rng.integers(1, 5 if customer.firm else 2))):
            model = MODELS[int(rng.integers(len(MODELS)))] if customer.firm else MODELS[-1]
            since = now - timedelta(days=float(rng.uniform(30, 900)))
            found.append(
                {
                    "serial": f"OT{int(rng.integers(10**7, 10**8))}",
                    "model": model,
                    "customer": number_of(place),
                    "software": SOFTWARE[int(rng.integers(len(SOFTWARE)))],
                    "state": STATES[int(rng.integers(len(STATES)))],
                    "place": PLACES[int(rng.integers(len(PLACES)))],
                    "since": since.isoformat(),
                    "seen": (now - timedelta(hours=float(rng.uniform(0, 200)))).isoformat(),
                }
            )
    path.write_text(json.dumps(found, ensure_ascii=False, indent=0), "utf-8")


def _articles(path: Path, *, rng: np.random.Generator, now: datetime) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["id", "title", "body", "area", "readers", "written"])
        for one in articles():
            written = now - timedelta(days=float(rng.uniform(5, 900)))
            readers = "staff" if one.internal else "public"
            writer.writerow([one.id, one.title, one.body, one.area, readers, written.isoformat()])
