"""The follower is killed in a loop while cards are written: no acknowledged card is lost, and nothing has to be mended."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="the outbox is a table like others there"),
]
KILLS = 30
START = """
import os, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "desireline.site.settings"
import django; django.setup()
from desireline.engines.search import api, following
from desireline.engines.search.protocol import Card, Query
"""
PREPARE = (
    START
    + "from django.core.management import call_command; call_command('migrate', verbosity=0); api.reindex()"
)
# Started once and forked for every life, so that the kills come while it works and not while Python starts.
FOLLOW = (
    START
    + """
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        following.Follower().run()
    print(child, flush=True)
    os.waitpid(child, 0)
    print("dead", flush=True)
"""
)
WRITE = (
    START
    + """
n = 0
while True:
    cards = [Card(key=f"lamp:{n + i}", type="lamp", title=f"Lamp number {n + i}", allow=("a",)) for i in range(20)]
    api.put(*cards)
    n += 20
    if n % 100 == 0:
        api.delete(f"lamp:{n - 1}")
    print(n, flush=True)
    time.sleep(0.02)
"""
)
COUNT = (
    START
    + """
api.catch_up()
keys = {int(key[5:]) for key in api.engine().keys("lamp")}
print(*sorted(keys))
"""
)


def run(code: str, folder: Path) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], env=_env(folder), capture_output=True, text=True, check=True
    ).stdout


def _env(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DESIRELINE_")}
    return {
        **kept,
        "DESIRELINE_DATA": str(folder),
        "DESIRELINE_LOG_LEVEL": "error",
        "DESIRELINE_EMBEDDINGS": "off",
    }


def test_no_acknowledged_card_is_lost(tmp_path: Path) -> None:
    run(PREPARE, tmp_path)
    rng = random.Random(11)
    written = tmp_path / "written"
    with written.open("w") as said:
        writer = subprocess.Popen([sys.executable, "-c", WRITE], env=_env(tmp_path), stdout=said)
        follower = subprocess.Popen(
            [sys.executable, "-c", FOLLOW],
            env=_env(tmp_path),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert follower.stdin is not None
        assert follower.stdout is not None
        for _kill in range(KILLS):
            follower.stdin.write("live\n")
            follower.stdin.flush()
            child = int(follower.stdout.readline())
            time.sleep(rng.uniform(0.1, 0.9))
            os.kill(child, signal.SIGKILL)
            assert follower.stdout.readline() == "dead\n"
        writer.kill()
        writer.wait()
        follower.stdin.close()
        follower.wait()
        follower.stdout.close()
    acknowledged = int(written.read_text().split()[-1])
    assert acknowledged > 100
    found = {int(one) for one in run(COUNT, tmp_path).split()}
    gone = {n - 1 for n in range(100, acknowledged + 1, 100)}
    assert set(range(acknowledged)) - gone <= found
    assert not gone & found
