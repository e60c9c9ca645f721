"""Every figure of docs/benchmarks.md, one table after another.

    python -m bench [--quick] [--only serve]

Each benchmark is a process of its own with instances of its own; with DATABASE_URL the ones that use a database measure
PostgreSQL. `--quick` takes small instances: minutes, not an hour.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CASES: dict[str, tuple[str, list[str], list[str]]] = {
    "order_of_ideas": ("Which order finds the best ideas", [], ["--runs", "2"]),
    "database": ("CPU time of the database, by number of ideas", [], ["--quick"]),
    "serve": ("Requests per second through the server", [], ["--quick"]),
    "imports": ("Moving in", [], ["--small"]),
    "close": ("Similar ideas while somebody types, at 100,000", [], ["--quick"]),
    "leads": ("Lead customers, with 20,000 people", [], ["--quick"]),
    "account": ("The view of an account, with a million cards in the index", [], ["--quick"]),
    "sight": ("A line of sight of 5,000 nodes", [], []),
    "connectors": ("A million rows of another system, and cards made of them", [], ["--quick"]),
    "portfolio": ("The views of the portfolio, with 500 and 1,000 projects", [], ["--quick"]),
}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="small instances and short runs")
    parser.add_argument("--only", choices=[*CASES], help="one of them")
    given = parser.parse_args()
    path = os.pathsep.join(filter(None, (str(ROOT), str(ROOT / "src"), os.environ.get("PYTHONPATH", ""))))
    failed = []
    for name, (title, whole, quick) in CASES.items():
        if given.only not in (None, name):
            continue
        since = time.monotonic()
        print(f"\n## {title}\n", flush=True)
        command = [sys.executable, str(ROOT / "bench" / f"{name}.py"), *(quick if given.quick else whole)]
        code = subprocess.run(
            command, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, check=False
        ).returncode
        print(f"\n({name}: {time.monotonic() - since:.0f} s)", flush=True)
        failed += [name] if code else []
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
