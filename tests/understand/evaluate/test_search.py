"""`desireline evaluate search`: a small collection, its measures by hand, and files that cannot be used."""

from __future__ import annotations

import json
from io import StringIO
from math import log2
from pathlib import Path

import pytest
from django.core.management import call_command

from desireline.maths.retrieval import ndcg
from desireline.understand.evaluate.reading import BadFileError
from desireline.understand.evaluate.search import evaluate

pytestmark = pytest.mark.django_db
TEXTS = {
    "a": ("Dark theme", "Colours for the night that do not hurt tired eyes."),
    "b": ("Export", "Take all payments of a year home as a spreadsheet."),
    "c": ("", "A wallet for journeys abroad, with every currency."),
    "d": ("Dark beer", "Nothing to do with screens."),
}
QUESTIONS = {"1": "dark theme for the night", "2": "spreadsheet of payments", "3": "unjudged"}
JUDGED = (("1", "a", 2), ("1", "d", 1), ("2", "b", 1), ("2", "c", 0), ("9", "a", 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = [json.dumps({"_id": name, "title": title, "text": text}) for name, (title, text) in TEXTS.items()]
    (tmp_path / "corpus.jsonl").write_text("\n".join(lines) + "\n")
    asked = [json.dumps({"_id": name, "text": text}) for name, text in QUESTIONS.items()]
    (tmp_path / "queries.jsonl").write_text("\n".join(asked))
    (tmp_path / "qrels").mkdir()
    rows = ["query-id\tcorpus-id\tscore", *("\t".join(map(str, row)) for row in JUDGED)]
    (tmp_path / "qrels" / "test.tsv").write_text("\n".join(rows) + "\n")
    return tmp_path


def test_a_collection_is_measured(folder: Path) -> None:
    result = evaluate(folder)
    assert (result.texts, result.questions) == (4, 2)
    words = result.ways[0]
    assert words.way == "words"
    assert words.ndcg10 == pytest.approx(1.0)
    assert words.recall100 == 1.0


def test_ndcg_by_hand() -> None:
    assert ndcg([0, 2, 1], [2, 1, 1], k=2) == pytest.approx((2 / log2(3)) / (2 + 1 / log2(3)))
    assert ndcg([], [1], k=10) == 0.0


def test_the_command_prints_a_table(folder: Path) -> None:
    out = StringIO()
    call_command("evaluate", "search", str(folder), stdout=out)
    assert "nDCG@10" in out.getvalue()
    assert "2 questions against 4 texts" in out.getvalue()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("corpus.jsonl", '{"_id": "a", "text": "x"}\nnonsense\n', "corpus.jsonl, line 2: not JSON"),
        ("queries.jsonl", '{"_id": "1"}\n', "queries.jsonl, line 1: write an object"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\n1 a 2\n", "test.tsv, line 2: write question"),
        ("qrels/test.tsv", "7\ta\t1\n", "no question of queries.jsonl is judged"),
    ],
)
def test_faults_are_told_by_line(folder: Path, name: str, text: str, said: str) -> None:
    (folder / name).write_text(text)
    with pytest.raises(BadFileError, match=said):
        evaluate(folder)


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadFileError, match=r"A collection is corpus\.jsonl"):
        evaluate(tmp_path / "none")
