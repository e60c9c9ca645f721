"""Our own archive: harmless in spreadsheets, whole, and readable again."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.kit.text.cells import harmless, plain
from desireline.reach.exports.writers import ExportWriter, as_row
from desireline.reach.imports import records as r
from desireline.reach.imports.formats.desireline import KINDS
from desireline.reach.imports.words import Refusal
from tests.reach.imports import archives as a
from tests.reach.imports.reading import everything, only, said

WHEN = datetime(2024, 4, 3, 12, 30, tzinfo=UTC)
RECORDS: dict[str, list[r.Thing]] = {
    "accounts": [r.AccountRecord("a", "Nordwind", "n.example", Decimal("12.50"), "pro", WHEN)],
    "people": [r.PersonRecord("p", "Ann", "ann@example.com", "team", WHEN, ("a",), "x", blocked=True)],
    "boards": [r.BoardRecord("b", "Ideas", "d", private=True, created=WHEN)],
    "statuses": [r.StatusRecord("s", "Planned", "planned", "#abc")],
    "tags": [r.TagRecord("t", "=cmd", "#abc", public=False)],
    "ideas": [
        r.IdeaRecord(
            "i",
            "=1+1",
            "- a\n- b",
            "b",
            "p",
            WHEN,
            "s",
            WHEN,
            ("t",),
            "c",
            "closed",
            "yes",
            "p",
            WHEN,
            7,
            "/x",
            "es",
        ),
        r.IdeaRecord("j", "Two", board="b"),
    ],
    "status_changes": [r.StatusChangeRecord("i", "s", "p", WHEN)],
    "votes": [r.VoteRecord("i", "p", WHEN, 3, "behalf", "p")],
    "follows": [r.FollowRecord("i", "p")],
    "comments": [
        r.CommentRecord("c2", "i", "re", "c1", "p", WHEN),
        r.CommentRecord("c1", "i", "@x", internal=True),
    ],
    "attachments": [r.AttachmentRecord("f", "files/k/a.png", 3, "a.png", idea="i")],
    "merges": [r.MergeRecord("j", "i", "p", WHEN)],
}


def export(path: Path) -> Path:
    with ExportWriter(path, made=WHEN) as writer:
        writer.add_file("k/a.png", io.BytesIO(b"PNG"))
        for kind, records in RECORDS.items():
            rows = [as_row(record) for record in records]
            assert writer.add(kind, rows, list(rows[0])) == len(rows)
        writer.add(
            "outcomes",
            [{"statement": "=x", "target": -5, "ok": True, "tags": ["a"]}],
            ["statement", "target", "ok", "tags"],
        )
    return path


@given(st.text(max_size=30) | st.text(alphabet=" '=+-@\t\r\n＝＋－＠\u3000\ufeffa1", max_size=8))
def test_no_cell_is_a_formula_and_none_is_lost(cell: str) -> None:
    safe = harmless(cell)
    assert safe.strip(" \u00a0\u3000\ufeff\u200b")[:1] not in tuple("=+-@\t\r＝＋－＠")
    assert plain(safe) == cell


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    records = everything(export(tmp_path / "e.zip"), expect="desireline")
    got = {kind: [as_row(found) for found in only(records, KINDS[kind])] for kind in RECORDS}
    want = {kind: [as_row(record) for record in records] for kind, records in RECORDS.items()}
    want["comments"].reverse()  # a parent comes first
    assert got == want
    assert [(extra.kind, extra.data["target"]) for extra in only(records, r.ExtraRecord)] == [
        ("outcomes", -5)
    ]
    assert not said(records)


def test_the_table_is_harmless_and_the_manifest_counts(tmp_path: Path) -> None:
    with zipfile.ZipFile(export(tmp_path / "e.zip")) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("csv/ideas.csv").decode())))
        outcomes = list(csv.DictReader(io.StringIO(archive.read("csv/outcomes.csv").decode())))
        manifest = json.loads(archive.read("manifest.json"))
    assert (rows[0]["title"], rows[0]["body"], rows[0]["tags"]) == ("'=1+1", "'- a\n- b", '["t"]')
    assert (outcomes[0]["statement"], outcomes[0]["target"]) == ("'=x", "-5")
    assert manifest["counts"]["ideas"] == 2
    assert manifest["members"]["files/k/a.png"]["bytes"] == 3


def test_a_changed_or_newer_archive_is_refused(tmp_path: Path) -> None:
    path = export(tmp_path / "e.zip")
    a.rezipped(path, {"data/tags.jsonl": b'{"source_id":"t","name":"changed"}\n'})
    with pytest.raises(Refusal, match="damaged"):
        everything(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", '{"format":"desireline-export","version":99}')
        archive.writestr("data/ideas.jsonl", "")
    with pytest.raises(Refusal, match="newer"):
        everything(path)


def test_a_bad_line_is_named_and_the_rest_goes_in(tmp_path: Path) -> None:
    path = a.zipped(
        tmp_path / "e.zip",
        {
            "manifest.json": b'{"format":"desireline-export","version":1,"members":{}}',
            "data/ideas.jsonl": b'{"source_id":"1","title":"A"}\nnonsense\n'
            b'{"title":"no id"}\n{"source_id":"2","title":"B"}\n',
        },
    )
    records = everything(path)
    assert [idea.title for idea in only(records, r.IdeaRecord)] == ["A", "B"]
    assert [skip.where.row for skip in only(records, r.Skip)] == [2, 3]


def test_a_failed_export_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), ExportWriter(tmp_path / "e.zip"):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("key", "may"),
    [("2026/11/-de8_g9n", True), ("_a/b-c.png", True), ("../a", False), ("a/.hidden", False), ("/a", False)],
)
def test_every_key_that_a_file_may_get_here_can_be_exported(tmp_path: Path, key: str, may: bool) -> None:
    with ExportWriter(tmp_path / "e.zip") as writer:
        if may:
            assert writer.add_file(key, io.BytesIO(b"x")) == f"files/{key}"
        else:
            with pytest.raises(ValueError, match="not a key"):
                writer.add_file(key, io.BytesIO(b"x"))
