"""How well a search finds what people judged to be right: a collection in the BEIR layout, asked of our own engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from desireline.engines.embeddings import api as embeddings
from desireline.engines.search.api import Card, trial
from desireline.maths.retrieval import ndcg
from desireline.understand.evaluate.reading import BadFileError

ALLOW = ("everyone",)
BATCH = 1000
DEPTH = 100
FIRST = 10
Tell = Callable[[str, int, int], None]
Judged = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Measured:
    """Averages over the questions, 0..1."""

    way: str
    ndcg10: float
    recall100: float


@dataclass(frozen=True, slots=True)
class Result:
    model: str | None
    texts: int
    questions: int
    ways: list[Measured]


def evaluate(folder: Path, *, tell: Tell | None = None) -> Result:
    """Index the corpus in a folder of its own, ask every judged question, by words and, with a model, by meaning too.

    Raises BadFileError that names the file and line of a fault.
    """
    judged, questions = _judged(folder / "qrels" / "test.tsv"), _questions(folder / "queries.jsonl")
    asked = [(name, questions[name]) for name in judged if name in questions]
    if not asked:
        raise BadFileError(f"{folder}: no question of queries.jsonl is judged in qrels/test.tsv.")
    model = embeddings.model()
    with trial() as engine:
        texts = 0
        rest = _cards(folder / "corpus.jsonl")
        while part := list(islice(rest, BATCH)):
            texts += engine.write(part)
            engine.commit()
            while engine.work(BATCH):
                pass
            if tell:
                tell("texts", texts, texts)
        ways = []
        for way in ("words", "meaning", "both") if model else ("words",):
            found = []
            for n, (name, text) in enumerate(asked, start=1):
                keys = engine.ranked(text, allow=ALLOW, way=way, limit=DEPTH)
                found.append(_measure([key.removeprefix("text:") for key in keys], judged[name]))
                if tell and n % 50 == 0:
                    tell(way, n, len(asked))
            ways.append(Measured(way, *(sum(values) / len(found) for values in zip(*found, strict=True))))
    return Result(model, texts, len(asked), ways)


def _measure(ids: list[str], right: Mapping[str, int]) -> tuple[float, float]:
    good = {name for name, grade in right.items() if grade > 0}
    grades = [float(right.get(name, 0)) for name in ids]
    return ndcg(grades, map(float, right.values()), k=FIRST), len(good.intersection(ids)) / len(good)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as file:
            for line, text in enumerate(file, start=1):
                if text.strip():
                    yield line, text
    except OSError as error:
        raise BadFileError(
            f"{path} cannot be read: {error.strerror}. A collection is corpus.jsonl, queries.jsonl, qrels/test.tsv."
        ) from error


def _objects(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for line, text in _lines(path):
        try:
            found = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            raise BadFileError(f"{path}, line {line}: not JSON ({error}).") from error
        if not isinstance(found, dict) or not isinstance(found.get("text"), str) or "_id" not in found:
            raise BadFileError(f"{path}, line {line}: write an object with _id and text.")
        yield str(found["_id"]), found


def _cards(path: Path) -> Iterator[Card]:
    for name, found in _objects(path):
        title = str(found.get("title") or "")
        yield Card(key=f"text:{name}", type="text", title=title, body=found["text"], allow=ALLOW)


def _questions(path: Path) -> dict[str, str]:
    return {name: found["text"] for name, found in _objects(path)}


def _judged(path: Path) -> Judged:
    found: dict[str, dict[str, int]] = {}
    for line, text in _lines(path):
        parts = text.decode("utf-8", "replace").rstrip("\r\n").split("\t")
        if line == 1 and not parts[-1].lstrip("-").isdigit():
            continue  # the heading
        if len(parts) != 3 or not parts[2].lstrip("-").isdigit():
            raise BadFileError(f"{path}, line {line}: write question, text and grade with tabs between.")
        found.setdefault(parts[0], {})[parts[1]] = int(parts[2])
    return {name: right for name, right in found.items() if any(grade > 0 for grade in right.values())}


def search_table(result: Result) -> list[list[str]]:
    """Rows of text."""
    rows = [["", "nDCG@10", "recall@100"]]
    return rows + [[one.way, f"{one.ndcg10:.4f}", f"{one.recall100:.4f}"] for one in result.ways]
