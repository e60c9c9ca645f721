"""Similar ideas while somebody types, through the running server: from the request sent to the last byte.

    python bench/close.py --keep DIR [--ideas 100000] [--votes 200000] [--asks 300]

Seeds an instance (one that is there is measured again) with titles of bench/seed.py, each word of which stands in every
seventh title, and texts by Zipf's law as in bench/search.py; makes the directions of all ideas; starts the server with one
process, and asks as the form does, one request at a time: after each word of a title from the fourth to the ninth. Beside
the wall time of each stands the CPU time of the web process, which holds database, engine and model.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

HERE = Path(__file__).resolve().parent


def bodies() -> None:
    """Texts as people write them: the seed's own have forty words, so that each of them stands in most ideas."""
    from django.db import transaction

    from desireline.engines.search.api import reindex
    from desireline.listen.ideas.models import Idea
    from search import World

    rng, world = random.Random(5), World()
    rows = Idea.objects.order_by("pk").only("pk", "body")
    with transaction.atomic():
        for first in range(0, rows.count(), 2000):
            part = list(rows[first : first + 2000])
            for idea in part:
                idea.body = world.text(rng, rng.randint(15, 75)).capitalize()
            Idea.objects.bulk_update(part, ["body"], batch_size=300)
    reindex()


def directions() -> None:
    """Every idea has one, and the graph over them is made."""
    from desireline.engines.search.choose import engine

    since, done = time.monotonic(), 0
    while made := engine().work(2000):
        done += made
    sys.stderr.write(f"directions and graph: {done:,} steps in {time.monotonic() - since:.0f} s\n")
    engine().close()


def below(pid: int) -> Iterator[int]:
    """The process and all that it started."""
    yield pid
    for line in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield from below(int(line))


def spent(pids: list[int]) -> float:
    """CPU milliseconds of these processes so far, all threads, counted by the scheduler in nanoseconds."""
    threads = [one for pid in pids for one in Path(f"/proc/{pid}/task").glob("*/schedstat")]
    return sum(int(one.read_text().split()[0]) for one in threads) / 1e6


def titles(count: int, seed: int) -> Iterator[str]:
    """What somebody typed when the form asks: a title after four words, five, and so on to nine; then the next title."""
    from seed import WORDS

    rng = random.Random(seed)
    words: list[str] = []
    for n in range(count):
        words = words if n % 6 else rng.choices(WORDS, k=9)
        yield " ".join(words[: 4 + n % 6])


def asked(
    port: int, pids: list[int], given: Iterator[str], headers: dict[str, str]
) -> list[tuple[float, float]]:
    found, ideas = [], 0
    line = HTTPConnection("localhost", port)
    for title in given:
        before, start = spent(pids), time.perf_counter()
        line.request("GET", f"/ideas/close?{urlencode({'title': title, 'board': 'bench'})}", headers=headers)
        answer = line.getresponse()
        body = answer.read()
        wall = (time.perf_counter() - start) * 1000
        assert answer.status == 200, answer.status
        ideas += body.count(b"/ideas/") > 0
        found.append((wall, spent(pids) - before))
    sys.stderr.write(f"{ideas} of {len(found)} requests were shown ideas\n")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--ideas", type=int, default=100_000)
    parser.add_argument("--votes", type=int, default=200_000)
    parser.add_argument("--asks", type=int, default=300)
    parser.add_argument("--keep", help="folder of the instance")
    parser.add_argument("--quick", action="store_true", help="a tenth of it")
    args = parser.parse_args()
    if args.quick:
        args.ideas, args.votes = args.ideas // 10, args.votes // 10
    sys.path.insert(0, str(HERE))
    from instance import seeded

    found = seeded(args, more=bodies)
    directions()
    import serve

    people, _staff = serve.cookies(found, 1)
    measure(found["ideas"], people[0], args.asks)


def measure(ideas: int, cookie: str, asks: int) -> None:
    import serve
    from desireline.kit.writes.slots import THREADS

    port = serve.free_port()
    env = {**os.environ, "DESIRELINE_BASE_URL": f"http://localhost:{port}", "GRANIAN_WORKERS": "1"}
    print(f"\n{ideas:,} ideas\n\n| ms | wall, median | 95 % | CPU, median | 95 % |\n|---|---|---|---|---|")
    with serve.server("served:application", processes=1, port=port, env=env, threads=THREADS):
        pids = list(below(os.getpid()))[1:]
        asked(port, pids, titles(30, 1), {})
        for n, (who, headers) in enumerate((("anonymous", {}), ("signed in", {"Cookie": cookie})), 2):
            found = asked(port, pids, titles(asks, n), headers)
            wall, cpu = (sorted(column) for column in zip(*found, strict=True))
            high = int(0.95 * len(found))
            figures = (statistics.median(wall), wall[high], statistics.median(cpu), cpu[high])
            print(f"| {who} | {' | '.join(f'{figure:.1f}' for figure in figures)} |", flush=True)


if __name__ == "__main__":
    main()
