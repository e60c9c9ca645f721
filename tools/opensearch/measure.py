"""What a search in a cluster of three nodes on this machine takes: `python tools/opensearch/measure.py [CARDS]`.

The cards and questions are those of bench/search.py. Figures are milliseconds on the clock, and of the processor of this
process alone, without the nodes'.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "bench")]

import django  # noqa: E402

from search import World  # noqa: E402 - after the path; it sets the environment

BATCH = 1000
LONGEST = 240.0  # seconds of making directions
FACETS = ("type", "source", "tag")


def timed(name: str, ask: Callable[[Any], Any], questions: Sequence[Any]) -> None:
    ask(questions[0])
    wall, cpu = [], []
    for one in questions:
        began, start = time.perf_counter(), time.process_time()
        ask(one)
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - start) * 1000)
    high = int(0.95 * len(wall))
    print(
        f"| {name} | {median(wall):.1f} | {sorted(wall)[high]:.1f} | {median(cpu):.1f} | {sorted(cpu)[high]:.1f} |"
    )


def embedder() -> Any:
    """Directions by chance, always the same for a text: how long they take does not hang on what they say."""
    import numpy as np

    def embed(texts: Sequence[str]) -> Any:
        rows = np.stack(
            [np.random.default_rng(len(text) + hash(text) % 10**6).normal(size=384) for text in texts]
        )
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)

    return embed


def build(engine: Any, world: World, count: int) -> None:
    began, start = time.perf_counter(), time.process_time()
    rest = world.cards(count)
    while batch := list(islice(rest, BATCH)):
        engine.write(batch)
    engine.commit()
    clock, own = time.perf_counter() - began, time.process_time() - start
    print(
        f"{count:,} cards: {count / clock:,.0f} a second on the clock, {count / own:,.0f} of our processor's\n"
    )


def ask(engine: Any, world: World) -> None:
    from desireline.engines.search.protocol import Card, Query

    questions = world.questions(200)
    text = f"{world.words[40]} {world.words[900]}"

    def full(one: Any) -> Any:
        return engine.query(Query(f"{one[0]} ", one[1], types=one[2], limit=10, count=FACETS))

    def account(one: Any) -> Any:
        return engine.query(Query("", one[1], accounts=(len(one[0]),), browse=True, limit=30, count=FACETS))

    def near(one: Any) -> Any:
        return engine.similar(f"{one[0]} {text}", allow=one[1])

    def write(number: int) -> None:
        engine.write([Card(f"bench:new:{number}", "new", f"qqq{number}", allow=("public",))])
        engine.commit()

    print("| ms | clock, median | 95 % | ours, median | 95 % |\n|---|---|---|---|---|")
    timed("full query", full, questions)
    timed("prefix", lambda one: engine.query(Query(one[0][:-2], one[1], limit=10)), questions)
    timed("suggest", lambda one: engine.suggest(one[0][:3], allow=one[1]), questions)
    timed("account", account, questions)
    timed("similar, by words", near, questions)
    timed("written to found", write, range(15))
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < LONGEST and (made := engine.work(BATCH)):
        done += made
    print(f"\n{done:,} directions written, {done / (time.perf_counter() - began):,.0f} a second\n")
    timed("similar, by words and a script", near, questions)


def main(count: int) -> None:
    django.setup()
    from tools.opensearch.nodes import Nodes

    from desireline.engines.search.cluster import Cluster
    from desireline.engines.search.open.given import Given
    from desireline.engines.search.open.home import Home

    world, embed = World(), embedder()
    with tempfile.TemporaryDirectory(prefix="desireline-nodes-") as folder:
        nodes = Nodes(Path(folder))
        try:
            home = Home(Cluster(nodes.urls), Given(embed=embed, keep=embed))
            with home.trial() as engine:
                build(engine, world, count)
                ask(engine, world)
        finally:
            nodes.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
