"""What a search costs, as the number of cards grows: our engine beside raw tantivy and SQLite FTS5 on the same cards.

    python bench/search.py [--sizes 100000,1000000] [--queries 200] [--keep DIR]

Cards are words by Zipf's law, of 10 types and 8 sources, about 20,000 accounts, each for one to three of many allow
tokens; readers have 2, 10 or 62. A full query is ten hits with rights, a type filter for half of them, three facets
with counts, and snippets. Figures are CPU milliseconds of this process, median and 95th percentile; "raw" is the ratio
to tantivy itself doing the same with its own tokenizer, the least that such a query can cost.
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
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

os.environ.setdefault("DESIRELINE_DATA", tempfile.mkdtemp(prefix="desireline-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desireline.site.settings")
FACETS = ("type", "source", "tag")
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
        self.words = sorted(made, key=lambda word: rng.random())
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

    def questions(self, count: int) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """(text, allow, types): one to three words from the middle of the list, as people ask."""
        rng = random.Random(2)
        personas = (
            ("public", "acct:17"),
            ("public", "emp", *(f"team:{n}" for n in range(8))),
            ("public", "emp", *(f"team:{n}" for n in range(30)), *(f"grp:{n}" for n in range(30))),
        )
        found: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
        for n in range(count):
            text = " ".join(self.words[int(3000 * rng.random() ** 2)] for _k in range(1 + n % 3))
            found.append((text, personas[n % 3], ("kind1", "kind4", "kind7") if n % 2 else ()))
        return found


def timed(work: Callable[[Any], Any], cases: list[Any]) -> tuple[float, float]:
    """Median and 95th percentile of CPU milliseconds."""
    spent = []
    for one in cases:
        start = time.process_time()
        work(one)
        spent.append((time.process_time() - start) * 1000)
    return statistics.median(spent), sorted(spent)[int(0.95 * len(spent))]


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


def ours(engine: Any, world: World, questions: list[Any]) -> dict[str, tuple[float, float]]:
    from desireline.engines.search.protocol import Query

    def full(one: Any) -> None:
        text, allow, types = one
        engine.query(Query(f"{text} ", allow, types=types, limit=10, count=FACETS))

    def slip(text: str) -> str:
        long = max(text.split(), key=len)
        return text.replace(long, long[:2] + long[3:])

    return {
        "full query": timed(full, questions),
        "prefix": timed(lambda one: engine.query(Query(one[0][:-2], one[1], limit=10)), questions),
        "suggest": timed(lambda one: engine.suggest(one[0][:3], allow=one[1]), questions),
        "slip of the pen": timed(
            lambda one: engine.query(Query(slip(one[0]) + " ", one[1], limit=10)), questions
        ),
        "similar": timed(
            lambda one: engine.similar(f"{one[0]} {world.words[40]} {world.words[900]}", allow=one[1]),
            questions,
        ),
        "account": timed(
            lambda one: engine.query(
                Query("", one[1], accounts=(len(one[0]),), browse=True, limit=30, count=FACETS)
            ),
            questions,
        ),
    }


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


def raw_tantivy(world: World, count: int, folder: Path, questions: list[Any]) -> tuple[float, float]:
    """The same full query by tantivy itself: English stems, one field, no understanding of anything."""
    import tantivy
    from tantivy import Occur
    from tantivy import Query as Ask

    made = tantivy.SchemaBuilder()
    made.add_text_field("text", tokenizer_name="en_stem", stored=True)
    made.add_text_field("allow", tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        made.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True, stored=True)
    schema = made.build()
    folder.mkdir(parents=True)
    index = tantivy.Index(schema, path=str(folder))
    writer = index.writer(64_000_000, 1)
    for card in world.cards(count):
        document = tantivy.Document(
            text=f"{card.title} {card.body}", type=card.type, source=card.source, tag=card.tags[0]
        )
        for token in card.allow:
            document.add_text("allow", token)
        writer.add_document(document)
    writer.commit()
    index.reload()
    searcher = index.searcher()
    wanted = {name: {"terms": {"field": name, "size": 50}} for name in FACETS}

    def full(one: Any) -> None:
        text, allow, types = one
        parts = [(Occur.Must, Ask.const_score_query(Ask.term_set_query(schema, "allow", list(allow)), 0.0))]
        if types:
            parts.append(
                (Occur.Must, Ask.const_score_query(Ask.term_set_query(schema, "type", list(types)), 0.0))
            )
        parts.append((Occur.Must, index.parse_query(text, ["text"], conjunction_by_default=True)))
        question = Ask.boolean_query(parts)
        hits = searcher.search(question, 10).hits
        searcher.aggregate(question, wanted)
        snippets = tantivy.SnippetGenerator.create(searcher, question, schema, "text")
        for _score, at in hits:
            snippets.snippet_from_doc(searcher.doc(at)).to_html()

    return timed(full, questions)


def fts5(world: World, count: int, folder: Path, questions: list[Any]) -> tuple[float, float]:
    """The same by SQLite: matches ranked by bm25, rights by a join, three facets counted."""
    folder.mkdir(parents=True)
    from pysqlite3 import dbapi2 as sqlite3

    base = sqlite3.connect(folder / "fts.sqlite3")
    base.executescript(
        "CREATE VIRTUAL TABLE card USING fts5(text, type UNINDEXED, source UNINDEXED, tag UNINDEXED, tokenize='porter');"
        "CREATE TABLE allow (card INTEGER, token TEXT, PRIMARY KEY (token, card)) WITHOUT ROWID"
    )
    for n, card in enumerate(world.cards(count)):
        base.execute("INSERT INTO card (rowid, text, type, source, tag) VALUES (?, ?, ?, ?, ?)",
                     (n, f"{card.title} {card.body}", card.type, card.source, card.tags[0]))  # fmt: skip
        base.executemany("INSERT INTO allow VALUES (?, ?)", [(n, token) for token in card.allow])
    base.commit()

    def full(one: Any) -> None:
        text, allow, types = one
        marks = ",".join("?" * len(allow))
        kinds = f" AND c.type IN ({','.join('?' * len(types))})" if types else ""
        where = (
            f"FROM card c WHERE card MATCH ?{kinds}"
            f" AND EXISTS (SELECT 1 FROM allow a WHERE a.card = c.rowid AND a.token IN ({marks}))"
        )
        values = [" ".join(f'"{word}"' for word in text.split()), *types, *allow]
        base.execute(
            f"SELECT c.rowid, snippet(card, 0, '[', ']', '', 20) {where} ORDER BY bm25(card) LIMIT 10", values
        ).fetchall()
        for name in FACETS:
            base.execute(f"SELECT c.{name}, COUNT(*) {where} GROUP BY 1", values).fetchall()

    return timed(full, questions)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="100000")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--without", default="", help="fts5,raw: leave these out")
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
    found = ours(engine, world, questions)
    others = {}
    if "raw" not in args.without:
        others["raw tantivy"] = raw_tantivy(world, count, folder / "raw", questions)
    if "fts5" not in args.without:
        others["SQLite FTS5"] = fts5(world, count, folder / "fts", questions)
    print("| CPU ms | median | 95 % | to raw |\n|---|---|---|---|")
    base = others.get("raw tantivy")
    for name, (median, high) in found.items():
        ratio = f"{median / base[0]:.2f} x, {high / base[1]:.2f} x" if base and name == "full query" else ""
        print(f"| {name} | {median:.2f} | {high:.2f} | {ratio} |")
    for name, (median, high) in others.items():
        print(f"| {name}: full query | {median:.2f} | {high:.2f} | |")
    median, high = visible(engine, world)
    print(f"| written to found, wall | {median:.0f} | {high:.0f} | |")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
