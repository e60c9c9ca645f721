"""Killed at any moment, nothing acknowledged is lost. `make torture` does the same 200 times."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
CYCLES = 30


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_in_thirty_kills() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DESIRELINE_")}
    if connection.vendor != "postgresql":
        environment.pop("DATABASE_URL", None)
    ran = subprocess.run(
        [sys.executable, "tools/torture.py", "--cycles", str(CYCLES)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
    sys.stderr.write(ran.stdout)
    assert ran.returncode == 0, ran.stdout + ran.stderr[-3000:]
