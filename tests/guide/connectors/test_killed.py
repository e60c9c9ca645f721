"""The real command, killed at any moment: what was found stays found, and the next sync makes it whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite

from tests.guide.connectors.place import SHOP, order, run, shop

pytest.importorskip("dlt")
pytestmark = pytest.mark.slow
NUMBER = 6000
CARDS = """-- source: shop
SELECT id AS key, 'Order ' || id AS title, note AS body, 'signed-in' AS allow, updated FROM shop.orders
"""


class Instance:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "DESIRELINE_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "desireline.site.settings",
        }

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "desireline.site.command", *arguments]

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            self.command(*arguments), env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def killed(self, stage: str, *, after: float) -> None:
        """A sync that is killed `after` seconds of a stage."""
        child = subprocess.Popen(
            self.command("connect", "sync", "shop", "--lines"),
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout
        for line in child.stdout:
            if json.loads(line).get("stage") == stage:
                time.sleep(after)
                break
        child.send_signal(signal.SIGKILL)
        child.stdout.close()
        child.wait()

    def notes(self) -> dict[str, str]:
        """What search was told of each card."""
        connection = sqlite.connect(str(self.folder / "desireline.sqlite3"))
        rows = connection.execute(
            "SELECT key, json_extract(card, '$[1]') FROM guide_connectedcard"
        ).fetchall()
        connection.close()
        return dict(rows)


def test_killed_while_reading_and_while_telling(tmp_path: Path) -> None:
    root = shop(tmp_path / "connect", source=SHOP, cards=CARDS)
    run(root, "DELETE FROM orders")
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {NUMBER})"
    run(
        root,
        f"{numbers} INSERT INTO orders SELECT i, '', '', '', 'First', '2026-01-01 00:00:00.000000' FROM n",
    )
    instance = Instance(tmp_path)
    instance.run("migrate", "-v0")
    instance.run("connect", "sync", "shop")
    assert len(instance.notes()) == NUMBER

    run(root, "DELETE FROM orders WHERE id <= 10")
    run(root, "UPDATE orders SET note = 'Second', updated = '2026-02-01 00:00:00.000000'")
    for stage, after in (("read", 0.3), ("read", 1.5), ("cards", 0.05)):
        instance.killed(stage, after=after)
        notes = instance.notes()
        assert len(notes) in (NUMBER, NUMBER - 10)
        assert set(notes.values()) <= {"First", "Second"}
    order(root, 9999, note="Third")
    instance.run("connect", "sync", "shop")
    notes = instance.notes()
    assert len(notes) == NUMBER - 10 + 1
    assert set(notes.values()) == {"Second", "Third"}
    assert "stopped in the middle" in instance.run("connect", "status") or "last good sync" in instance.run(
        "connect", "status"
    )
