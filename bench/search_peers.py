"""The same cards and the same full query by others (see `search.py`)."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FACETS = ("type", "source", "tag")
Question = tuple[str, tuple[str, ...], tuple[str, ...]]  # text, allow tokens, types
Figures = dict[str, tuple[float, float]]
REPEATED = 5
Cards = Callable[[], Iterable[Any]]


@dataclass(frozen=True)
class Engine:
    """Answers a full query; `clock` tells the CPU seconds that its answers took so far."""

    ask: Callable[[Question], Any]
    clock: Callable[[], float] = time.process_time


def timed(work: Callable[[Question], Any], cases: list[Question]) -> tuple[float, float]:
    """Median and 95th percentile of CPU milliseconds."""
    return together({"": Engine(work)}, cases)[""]


def together(engines: dict[str, Engine], cases: list[Question], rounds: int = 3) -> Figures:
    """The same for several, which take turns: so a machine that changes its speed changes it for all."""
    spent: dict[str, list[float]] = {name: [] for name in engines}
    for one in cases * rounds:
        for name, engine in engines.items():
            engine.ask(one)  # what the others left in the processor's caches is no matter
            start = engine.clock()
            engine.ask(one)
            spent[name].append((engine.clock() - start) * 1000)
    return {name: (statistics.median(ms), sorted(ms)[int(0.95 * len(ms))]) for name, ms in spent.items()}


def raw_tantivy(cards: Cards, folder: Path) -> Engine:
    """The same by tantivy itself: English stems, title and text, the type counted whatever types are asked for."""
    import tantivy
    from tantivy import Occur
    from tantivy import Query as Ask

    made = tantivy.SchemaBuilder()
    made.add_text_field("title", tokenizer_name="en_stem")
    made.add_text_field("text", tokenizer_name="en_stem", stored=True)
    made.add_text_field("allow", tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        made.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True, stored=True)
    schema = made.build()
    folder.mkdir(parents=True)
    index = tantivy.Index(schema, path=str(folder))
    writer = index.writer(64_000_000, 1)
    for card in cards():
        text = f"{card.title} {card.body}"
        document = tantivy.Document(
            title=card.title, text=text, type=card.type, source=card.source, tag=card.tags[0]
        )
        for token in card.allow:
            document.add_text("allow", token)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()  # their work would count as that of the questions of everyone
    index.reload()
    searcher = index.searcher()
    wanted = {name: {"terms": {"field": name, "size": 50}} for name in FACETS}

    def within(field: str, values: Iterable[str]) -> tuple[Any, Any]:
        return Occur.Must, Ask.const_score_query(Ask.term_set_query(schema, field, list(values)), 0.0)

    def full(one: Question) -> None:
        text, allow, types = one
        words = index.parse_query(
            text, ["text", "title"], field_boosts={"title": 0.6}, conjunction_by_default=True
        )
        everywhere = Ask.boolean_query([within("allow", allow), (Occur.Must, words)])
        question = everywhere
        if types:
            searcher.aggregate(everywhere, {"type": wanted["type"]})
            question = Ask.boolean_query([within("type", types), (Occur.Must, everywhere)])
        hits = searcher.search(question, 10, count=False).hits
        searcher.aggregate(question, wanted)
        snippets = tantivy.SnippetGenerator.create(searcher, question, schema, "text")
        for _score, at in hits:
            snippets.snippet_from_doc(searcher.doc(at)).to_html()

    return Engine(full)


def fts5(cards: Cards, folder: Path) -> Engine:
    """The same by SQLite: matches ranked by bm25, rights by a join, three facets counted."""
    folder.mkdir(parents=True)
    from pysqlite3 import dbapi2 as sqlite3

    base = sqlite3.connect(folder / "fts.sqlite3")
    base.executescript(
        "CREATE VIRTUAL TABLE card USING fts5(text, type UNINDEXED, source UNINDEXED, tag UNINDEXED, tokenize='porter');"
        "CREATE TABLE allow (card INTEGER, token TEXT, PRIMARY KEY (token, card)) WITHOUT ROWID"
    )
    for n, card in enumerate(cards()):
        base.execute("INSERT INTO card (rowid, text, type, source, tag) VALUES (?, ?, ?, ?, ?)",
                     (n, f"{card.title} {card.body}", card.type, card.source, card.tags[0]))  # fmt: skip
        base.executemany("INSERT INTO allow VALUES (?, ?)", [(n, token) for token in card.allow])
    base.commit()

    def full(one: Question) -> None:
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

    return Engine(full)


def postgresql(cards: Cards, url: str) -> Engine:
    """The same by PostgreSQL: a GIN index on the words, `ts_rank`, `ts_headline`, three facets counted."""
    import psycopg

    base = psycopg.connect(url, autocommit=True)
    base.execute("DROP TABLE IF EXISTS bench_card")
    base.execute(
        "CREATE TABLE bench_card (id int, body text, words tsvector, type text, source text, tag text, allow text[])"
    )
    with base.cursor().copy("COPY bench_card (id, body, type, source, tag, allow) FROM STDIN") as lines:
        for n, card in enumerate(cards()):
            lines.write_row(
                (n, f"{card.title} {card.body}", card.type, card.source, card.tags[0], list(card.allow))
            )
    base.execute("UPDATE bench_card SET words = to_tsvector('english', body)")
    base.execute("CREATE INDEX ON bench_card USING gin (words)")
    base.execute("CREATE INDEX ON bench_card USING gin (allow)")
    base.execute("VACUUM ANALYZE bench_card")
    base.execute("SET max_parallel_workers_per_gather = 0")
    ticks = os.sysconf("SC_CLK_TCK")
    stat = Path(f"/proc/{base.info.backend_pid}/stat")

    def spent() -> float:
        """CPU seconds of the server process, which counts in hundredths: so each question is asked five times."""
        times = stat.read_text().rpartition(")")[2].split()
        return (int(times[11]) + int(times[12])) / ticks / REPEATED

    def full(one: Question) -> None:
        text, allow, types = one
        where = "FROM bench_card, plainto_tsquery('english', %s) q WHERE words @@ q AND allow && %s" + (
            " AND type = ANY(%s)" if types else ""
        )
        values = [text, list(allow), *([list(types)] if types else [])]
        best = f"SELECT id, body, ts_rank(words, q) AS rank, q {where} ORDER BY rank DESC LIMIT 10"
        for _n in range(REPEATED):
            base.execute(f"SELECT id, ts_headline('english', body, q) FROM ({best}) best", values).fetchall()
            for name in FACETS:
                base.execute(f"SELECT {name}, COUNT(*) {where} GROUP BY 1", values).fetchall()

    return Engine(full, spent)
