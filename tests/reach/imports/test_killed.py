"""An import that is killed in the middle leaves whole batches, right counters, and goes on when it runs again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from tests.reach.imports import archives

pytestmark = pytest.mark.slow


def _command(folder: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "desireline.site.command", *words]


def _environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "desireline.site.settings",
        "DESIRELINE_DATA": str(folder),
        "DATABASE_URL": "",
        "DESIRELINE_LOG_LEVEL": "error",
    }


def _run(folder: Path, *words: str) -> str:
    done = subprocess.run(
        _command(folder, *words),
        env=_environment(folder),
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return done.stdout


def _count(folder: Path, table: str) -> int:
    with sqlite3.connect(f"file:{folder / 'desireline.sqlite3'}?mode=ro", uri=True) as database:
        return int(database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])


def test_killed_in_the_middle_it_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    path = archives.fider_zip(tmp_path / "fider.zip", ideas=600, votes=90_000, comments=3000)
    _run(folder, "migrate", "-v0")
    _run(folder, "create-admin", "ada@example.org")
    with subprocess.Popen(
        _command(folder, "import", str(path), "--yes"),
        env=_environment(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as running:  # fmt: skip
        until = time.monotonic() + 120
        while _count(folder, "listen_vote") == 0 and running.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        running.send_signal(signal.SIGKILL)
    brought = _count(folder, "listen_vote")
    assert 0 < brought < 90_000
    assert "0 mended" in _run(folder, "recount").splitlines()[-1]
    _run(folder, "import", str(path), "--yes")
    assert _count(folder, "listen_vote") == 90_000
    assert _count(folder, "listen_idea") == 600
    assert _count(folder, "listen_comment") == 3000
    assert _count(folder, "reach_importbatch") == 1
    assert all("0 mended" in line for line in _run(folder, "recount").splitlines())
