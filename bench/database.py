"""CPU time of the database alone, for each page, as the number of ideas grows.

    python bench/database.py [--quick] [--sizes 1000,10000,50000,100000] [--requests 40]

Each size is an instance of its own, made once and kept in the temporary folder (or in that of --keep); with
DATABASE_URL on PostgreSQL the one instance given there is measured. The queries of real requests are recorded and run
again by themselves, each three times, the least counts (so caches are warm): on SQLite the CPU time of this thread, on
PostgreSQL the execution time that the server states. Beside it how long Fider's published query takes on 50,000 ideas
and 3,000,000 votes; it was measured elsewhere and as elapsed time, so the ratio says an order of magnitude, no more.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
VOTES = {1_000: 50_000, 10_000: 500_000, 50_000: 3_000_000, 100_000: 3_000_000}
MOST = {"board": 1.0, "idea": 2.0, "similar": 20.0}
FIDER = {
    "board": 3874.0,
    "idea": 2628.0,
    "similar": 2970.0,
}  # its published query on 50,000 ideas and 3 M votes
Query = tuple[str, Any]


@contextmanager
def recorded() -> Iterator[list[Query]]:
    from django.db import connection

    found: list[Query] = []

    def keep(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("SELECT", "WITH")):
            found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        yield found


def cost(query: Query) -> float:
    """CPU milliseconds of one query."""
    from django.db import connection

    sql, params = query
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
            plan = cursor.fetchone()[0]
            plan = json.loads(plan) if isinstance(plan, str) else plan
            return float(plan[0]["Execution Time"])
        start = time.thread_time()
        cursor.execute(sql, params)
        cursor.fetchall()
        return (time.thread_time() - start) * 1000


def measure(requests: int) -> dict[str, float]:
    """Median database CPU milliseconds of a page, by page, of the instance that the environment names."""
    sys.path.insert(0, str(HERE))
    from cost import all_indexed, call
    from desireline.kit.rows.api import fetch
    from desireline.site.wsgi import application
    from seed import WORDS

    all_indexed()
    rng = random.Random(5)
    addresses = [
        f"/ideas/{pk}-{slug}"
        for pk, slug in fetch("SELECT id, slug FROM listen_idea ORDER BY id LIMIT 1000 OFFSET 200")
    ]
    pages: dict[str, Callable[[int], str]] = {
        "board": lambda n: f"/boards/bench?x={n}",
        "board, most supported": lambda n: f"/boards/bench?sort=supported&x={n}",
        "idea": lambda n: f"{rng.choice(addresses)}?x={n}",
        "search": lambda n: f"/search?q={'+'.join(rng.sample(WORDS, 2))}&x={n}",
        "similar": lambda n: f"/ideas/close?title={'+'.join(rng.sample(WORDS, 4))}",
    }
    return {name: statistics.median(_page(application, call, make, requests)) for name, make in pages.items()}


def _page(application: Any, call: Any, make: Callable[[int], str], requests: int) -> Iterator[float]:
    for n in range(requests):
        with recorded() as queries:
            status, _ = call(application, ("GET", make(n), b"", {}))
        assert status == 200, (make(n), status)
        yield sum(min(cost(query) for _ in range(3)) for query in queries)


def instance(folder: Path, ideas: int) -> None:
    """Make the instance of that size unless it is there."""
    if not (folder / "bench.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        code = (
            f"import sys, json; sys.path.insert(0, {str(HERE)!r}); import seed; found = seed.main({ideas}, {VOTES[ideas]});"
            f" open({str(folder / 'bench.json')!r}, 'w').write(json.dumps(found))"
        )
        subprocess.run([sys.executable, "-c", code], check=True, env=_env(folder))


def _env(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DESIRELINE_DATA": str(folder),
        "DESIRELINE_LOG_LEVEL": "warning",
        "DJANGO_SETTINGS_MODULE": "desireline.site.settings",
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="1000,10000,50000,100000")
    parser.add_argument("--quick", action="store_true", help="1,000 and 10,000 ideas alone")
    parser.add_argument("--requests", type=int, default=40)
    parser.add_argument("--keep", default=str(Path(tempfile.gettempdir()) / "desireline-bench"))
    parser.add_argument("--one", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        return print(json.dumps(measure(args.requests)))
    sizes = [1_000, 10_000] if args.quick else [int(size) for size in args.sizes.split(",")]
    found: dict[int, dict[str, float]] = {}
    for size in sizes:
        folder = Path(args.keep) / f"{size // 1000}k"
        instance(folder, size)
        command = [sys.executable, __file__, "--one", "yes", "--requests", str(args.requests)]
        out = subprocess.run(command, env=_env(folder), check=True, capture_output=True, text=True).stdout
        found[size] = json.loads(out.splitlines()[-1])
    table(found)


def table(found: dict[int, dict[str, float]]) -> None:
    sizes = sorted(found)
    heads = " | ".join(f"{size:,} ideas" for size in sizes)
    print(f"| database CPU ms | {heads} | growth | at most | Fider's query at 50,000 | ratio |")
    print("|---|" + "---|" * (len(sizes) + 4))
    for page in found[sizes[0]]:
        costs = [found[size][page] for size in sizes]
        kind = page.split(",")[0]
        peer = FIDER.get(kind) if sizes[-1] == 50_000 else None  # ratios only on the same data
        print(
            f"| {page} | {' | '.join(f'{one:.2f}' for one in costs)} | {costs[-1] / costs[0]:.2f} x |"
            f" {MOST.get(kind, '–')} | {f'{peer:,.0f}' if peer else '–'} |"
            f" {f'{peer / costs[-1]:,.0f} x' if peer else '–'} |"
        )


if __name__ == "__main__":
    main()
