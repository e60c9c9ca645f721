"""`desireline evaluate similar` finds what belongs together, and tells what is wrong with a file by line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from desireline.engines.embeddings import api as embeddings
from tests.engines.embeddings.standin import Standin

LABELLED = """text,category
lost card again,lost
card lost yesterday,lost
my lost card,lost
send money abroad,send
money send slow,send
abroad send money now,send
open the account please,open
"""
PAIRS = """a,b,same
lost card again,my lost card,1
send money abroad,money send abroad now,yes
lost card again,send money abroad,0
open the account,close the window,no
"""


@pytest.fixture(autouse=True)
def model(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Standin()
    monkeypatch.setattr(embeddings, "embedder", lambda: engine)


def written(folder: Path, text: str, name: str = "given.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def figures(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    call_command("evaluate", "similar", *arguments, "--json")
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_the_ways_stand_beside_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("evaluate", "similar", written(tmp_path, LABELLED))
    shown = capsys.readouterr().out
    assert "6 questions against 7 texts, 3 labels. 1 have no right text" in shown
    assert [line.split()[0] for line in shown.splitlines()[4:7]] == ["dense", "lexical", "fused"]
    assert "Model: standin." in shown


def test_every_question_finds_its_likes_and_never_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = figures(capsys, written(tmp_path, LABELLED))
    for way in found["ways"]:  # type: ignore[attr-defined]
        assert way["measures"]["hit1"] == 1
        assert way["measures"]["recall5"] == 1
    assert found["alone"] == 1


def test_texts_may_be_looked_for_in_another_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    train = written(tmp_path, LABELLED, "train.csv")
    asked = written(tmp_path, "text,label\nwhere is my lost card,lost\nhello,greeting\n")
    found = figures(capsys, asked, "--train", train)
    assert (found["questions"], found["texts"], found["alone"]) == (1, 7, 1)
    assert found["ways"][0]["measures"]["hit5"] == 1  # type: ignore[index]


def test_pairs_measure_the_thresholds_by_the_pairs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = figures(capsys, written(tmp_path, PAIRS))
    dense = found["ways"][0]  # type: ignore[index]
    assert (found["questions"], found["texts"]) == (4, 6)
    assert dense["measures"]["hit1"] == 1
    assert dense["thresholds"][0] == {"at": 0.6, "suggested": 2, "precision": 1.0, "reached": 1.0}
    call_command("evaluate", "similar", written(tmp_path, PAIRS))
    assert "of the same pairs" in capsys.readouterr().out


def test_without_a_model_words_and_letters_are_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embeddings, "embedder", lambda: None)
    found = figures(capsys, written(tmp_path, LABELLED))
    assert [way["name"] for way in found["ways"]] == ["lexical"]  # type: ignore[attr-defined]
    assert found["model"] is None


def test_a_limit_asks_only_so_many(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert figures(capsys, written(tmp_path, LABELLED), "--limit", "2")["questions"] == 2


def test_other_separators_and_a_byte_order_mark_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = '\ufeffText;Label\r\n"card; lost";a\r\nlost card;a\r\n'
    assert figures(capsys, written(tmp_path, text))["questions"] == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("words,kind\na,b\n", "line 1: the heading must be text,label"),
        ("", "line 1: the heading must be"),
        ("text,label\nonly one\nb,c\n", "line 2: 1 values where the heading has 2"),
        ("text,label\na,b\n,c\n", "line 3: a value is empty"),
        ('text,label\n"two\nlines",b\nc,\n', "line 4: a value is empty"),
        ("a,b,same\nx,y,perhaps\n", "line 2: same is “perhaps”; write 1 or 0"),
        ("text,label\na,b\n", "1 rows; at least 2"),
        ("text,label\na,b\nc,d\n", "No question has a right text"),
        ('text,label\na,"b\n', "line 2"),
        ("text,label\n" + "x\n" * 30, "and 20 more"),
    ],
)
def test_faults_are_told_by_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(CommandError) as fault:
        call_command("evaluate", "similar", written(tmp_path, text))
    assert told in str(fault.value)


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("evaluate", "similar", str(tmp_path / "none.csv"))
    path = tmp_path / "latin.csv"
    path.write_bytes("text,label\nfine,a\nschön,b\n".encode("latin-1"))
    with pytest.raises(CommandError, match="line 3: not UTF-8"):
        call_command("evaluate", "similar", str(path))
    with pytest.raises(CommandError, match="leave --train out"):
        call_command(
            "evaluate", "similar", written(tmp_path, PAIRS), "--train", written(tmp_path, LABELLED, "t.csv")
        )
    with pytest.raises(CommandError, match="holds pairs"):
        call_command(
            "evaluate", "similar", written(tmp_path, LABELLED), "--train", written(tmp_path, PAIRS, "p.csv")
        )
