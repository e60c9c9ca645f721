"""What a search costs, as the number of cards grows: our engine beside tantivy itself, SQLite and PostgreSQL full text.

    python bench/search.py [--sizes 100000,1000000] [--queries 200] [--without fts5,raw] [--postgres URL]

Cards are words by Zipf's law, of 10 types and 8 sources, about 20,000 accounts, each for one to three of many allow
tokens; readers have 2, 10 or 62. A full query is ten hits with rights, a type filter for half of them, three facets
with counts, and snippets. Figures are CPU milliseconds (of this process; for PostgreSQL, whose URL names an empty
database, of the server process that answers), median and 95th percentile. Peers take turns with us on the same full
query, for questions whose words all stand in some card: only ours looks for more where they do not.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from search_peers import FACETS, Engine, Figures, Question, fts5, postgresql, raw_tantivy, timed, together

os.environ.setdefault("DESIRELINE_DATA", tempfile.mkdtemp(prefix="desireline-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desireline.site.settings")
OURS = "full query"
TAGS = ("urgent", "billing", "mobile", "praise", "bug", "data", "legal", "partner")
BATCH = 5000
SYLLABLES = (
    "ba",
    "co",
    "di",
    "fu",
    "ga",
    "le",
    "mi",
    "no",
    "pa",
    "re",
    "si",
    "to",
    "va",
    "wen",
    "xor",
    "yal",
    "zet",
)


class World:
    """Words, cards and questions from one seed."""

    def __init__(self, seed: int = 7) -> None:
        rng = random.Random(seed)
        made = {"".join(rng.choices(SYLLABLES, k=rng.randint(2, 5))) for _n in range(60_000)}
        self.words = sorted(made)  # a set has another order in each process
        rng.shuffle(self.words)
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))

    def text(self, rng: random.Random, length: int) -> str:
        return " ".join(rng.choices(self.words, cum_weights=self.weights, k=length))

    def cards(self, count: int) -> Iterator[Any]:
        from desireline.engines.search.protocol import Card

        rng, start = random.Random(1), datetime(2026, 1, 1, tzinfo=UTC)
        for n in range(count):
            kind, account = f"kind{n % 10}", int(20_000 * rng.random() ** 2)
            allow = {
                rng.choice(("public", "emp", f"acct:{account}", f"team:{n % 60}", f"grp:{n % 400}"))
                for _k in range(3)
            }
            yield Card(
                key=f"bench:{kind}:{n}",
                type=kind,
                source=f"source{n % 8}",
                title=self.text(rng, rng.randint(3, 9)),
                body=self.text(rng, rng.randint(15, 75)),
                language="en",
                allow=tuple(sorted(allow)),
                tags=(rng.choice(TAGS),),
                accounts=(account,),
                date=start + timedelta(minutes=n % 400_000),
                url=f"/{n}",
            )

    def questions(self, count: int) -> list[Question]:
        """(text, allow, types): one to three words from the middle of the list, as people ask."""
        rng = random.Random(2)
        personas = (
            ("public", "acct:17"),
            ("public", "emp", *(f"team:{n}" for n in range(8))),
            ("public", "emp", *(f"team:{n}" for n in range(30)), *(f"grp:{n}" for n in range(30))),
        )
        found: list[Question] = []
        for n in range(count):
            text = " ".join(self.words[int(3000 * rng.random() ** 2)] for _k in range(1 + n % 3))
            found.append((text, personas[n % 3], ("kind1", "kind4", "kind7") if n % 2 else ()))
        return found


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def size_of(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def build(world: World, count: int, folder: Path) -> tuple[Any, str]:
    from desireline.engines.search.embedded.engine import Embedded

    engine = Embedded(folder)
    cpu = wall = 0.0
    rest = world.cards(count)
    while batch := list(islice(rest, BATCH)):  # making the texts is not the engine's work
        start, began = time.process_time(), time.perf_counter()
        engine.write(batch)
        engine.commit()
        cpu, wall = cpu + time.process_time() - start, wall + time.perf_counter() - began
    engine.close()
    return engine, f"{count / cpu:,.0f} ({count / wall:,.0f} wall) | {size_of(folder):,.0f} | {memory():,.0f}"


def ours(engine: Any, world: World, questions: list[Question], peers: dict[str, Engine]) -> Figures:
    """Our figures, and those of others for the same full query."""
    from desireline.engines.search.protocol import Query

    def ask(*args: Any, **more: Any) -> Any:
        engine.forget()  # what was answered before costs nothing
        return engine.query(Query(*args, **more))

    def full(one: Question) -> Any:
        return ask(f"{one[0]} ", one[1], types=one[2], limit=10, count=FACETS)

    def similar(one: Question) -> Any:
        engine.forget()
        return engine.similar(f"{one[0]} {world.words[40]} {world.words[900]}", allow=one[1])

    def slip(text: str) -> str:
        long = max(text.split(), key=len)
        return text.replace(long, long[:2] + long[3:])

    strict = [one for one in questions if not full(one).loose]
    loose = [one for one in questions if one not in strict] or strict
    print(f"{len(strict)} of {len(questions)} questions find all of their words.\n")
    others = {
        "full query, not all words found": timed(full, loose),
        "prefix": timed(lambda one: ask(one[0][:-2], one[1], limit=10), questions),
        "suggest": timed(lambda one: engine.suggest(one[0][:3], allow=one[1]), questions),
        "slip of the pen": timed(lambda one: ask(slip(one[0]) + " ", one[1], limit=10), questions),
        "similar": timed(similar, questions),
        "account": timed(
            lambda one: ask("", one[1], accounts=(len(one[0]),), browse=True, limit=30, count=FACETS),
            questions,
        ),
    }
    return together({OURS: Engine(full), **peers}, strict) | others


def visible(engine: Any, world: World, times: int = 15) -> tuple[float, float]:
    """Wall milliseconds from handing a card over to finding it, without the look at the outbox (a quarter second)."""
    from desireline.engines.search.protocol import Card, Query

    spent = []
    for n in range(times):
        start = time.perf_counter()
        engine.write([Card(key=f"bench:new:{n}", type="new", title=f"qqq{n} fresh", allow=("public",))])
        engine.commit()
        assert engine.query(Query(f"qqq{n} ", ("public",))).hits
        spent.append((time.perf_counter() - start) * 1000)
    engine.close()
    return statistics.median(spent), sorted(spent)[int(0.95 * len(spent))]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="100000")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--without", default="", help="fts5,raw: leave these out")
    parser.add_argument("--postgres", default="", help="URL of a database in which a table may be made")
    args = parser.parse_args()
    import django

    django.setup()
    world = World()
    for count in (int(size) for size in args.sizes.split(",")):
        folder = Path(tempfile.mkdtemp(prefix="desireline-bench-search-"))
        try:
            table(world, count, folder, args)
        finally:
            shutil.rmtree(folder)


def table(world: World, count: int, folder: Path, args: Any) -> None:
    questions = world.questions(args.queries)
    engine, built = build(world, count, folder / "ours")
    print(f"\n{count:,} cards: built per CPU second, MB of the index, peak MB of memory: {built}\n")
    cards = partial(world.cards, count)
    peers = {}
    if "raw" not in args.without:
        peers["tantivy itself: full query"] = raw_tantivy(cards, folder / "raw")
    if "fts5" not in args.without:
        peers["SQLite FTS5: full query"] = fts5(cards, folder / "fts")
    if args.postgres:
        peers["PostgreSQL full text: full query"] = postgresql(cards, args.postgres)
    found = ours(engine, world, questions, peers)
    print("| CPU ms | median | 95 % | ours to it |\n|---|---|---|---|")
    own = found[OURS]
    for name, (median, high) in found.items():
        ratio = f"{own[0] / median:.2f} x, {own[1] / high:.2f} x" if name in peers else ""
        print(f"| {name} | {median:.2f} | {high:.2f} | {ratio} |")
    median, high = visible(engine, world)
    print(f"| written to found, wall | {median:.0f} | {high:.0f} | |")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
