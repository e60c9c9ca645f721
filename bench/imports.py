"""Moving in: 10,000 ideas, 500,000 votes and 50,000 comments, into an empty instance.

    python -m bench.imports [--small] [--only FORMAT] [--database postgres://...]

Each run is a process of its own, on a database of its own. The ratio tells what writing costs beside reading the file
with the same readers and throwing the records away.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

Maker = Callable[..., Path]


def makers() -> dict[str, Maker]:
    from tests.reach.imports import archives

    return {
        "fider.zip": archives.fider_zip,
        "canny.json": archives.canny_json,
        "quackback.zip": archives.quackback_zip,
        "uservoice.csv": archives.uservoice_csv,
    }


def used() -> float:
    """CPU seconds of this process."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def read_alone(path: Path) -> dict[str, float]:
    from desireline.reach.imports import registry
    from desireline.reach.imports.sources import open_source

    since, cpu = time.perf_counter(), used()
    with open_source(path) as source:
        number = sum(1 for _ in registry.read(source, registry.detect(source)[0].format))
    return {"records": number, "wall": time.perf_counter() - since, "cpu": used() - cpu}


def bring_in(path: Path) -> dict[str, float]:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from desireline.kit.jobs.api import Progress
    from desireline.people.identity.models import Person
    from desireline.reach.imports import running

    by = Person.objects.create_user("steward@example.org", name="Stella", role="steward")
    result: dict[str, float] = {}
    for name in ("first", "again"):
        since, cpu = time.perf_counter(), used()
        batch = running.start([path], by=by)
        running.carry_out(batch, [path], by=by, progress=Progress())
        result[f"{name} wall"] = time.perf_counter() - since
        result[f"{name} cpu"] = used() - cpu
    result["rss"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return result


def child(task: str, path: Path, folder: Path, database: str) -> dict[str, float]:
    environment = {
        **os.environ,
        "DESIRELINE_DATA": str(folder),
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "desireline.site.settings",
        "DESIRELINE_LOG_LEVEL": "error",
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.imports", "--task", task, "--file", str(path)],
        env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a tenth of everything")
    parser.add_argument("--only", default="")
    parser.add_argument("--database", default="", help="an empty PostgreSQL database; default is SQLite")
    parser.add_argument("--task", default="")
    parser.add_argument("--file", type=Path, default=Path())
    given = parser.parse_args()
    if given.task:
        task = {"read": read_alone, "bring": bring_in}[given.task]
        sys.stdout.write(json.dumps(task(given.file)) + "\n")
        return
    part = 10 if given.small else 1
    sizes = {"ideas": 10_000 // part, "votes": 500_000 // part, "comments": 50_000 // part}
    votes_alone = {key: sizes[key] for key in ("ideas", "votes")}  # its comments come in a file of their own
    head = ("format", "records", "read s", "bring in s", "cpu s", "again s", "MB", "ratio")
    print(("{:<16}" + "{:>12}" * 7).format(*head))
    for name, make in makers().items():
        if given.only in ("", name):
            with tempfile.TemporaryDirectory() as folder:
                path = make(Path(folder) / name, **(votes_alone if name.startswith("uservoice") else sizes))
                read = child("read", path, Path(folder), given.database)
                got = child("bring", path, Path(folder) / "data", given.database)
            print(
                f"{name:<16}{read['records']:>12,.0f}{read['wall']:>12.1f}{got['first wall']:>12.1f}"
                f"{got['first cpu']:>12.1f}{got['again wall']:>12.1f}{got['rss']:>12.0f}"
                f"{got['first cpu'] / read['cpu']:>12.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
