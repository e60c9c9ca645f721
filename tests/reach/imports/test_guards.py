"""Bombs and damage: refused, with a reason and a remedy, in little memory."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from desireline.reach.imports.guards import LIMITS, MIB
from desireline.reach.imports.words import Refusal
from tests.reach.imports import archives as a
from tests.reach.imports.reading import everything


def refused(*paths: Path, **how: object) -> str:
    with pytest.raises(Refusal) as caught:
        everything(*paths, **how)  # type: ignore[arg-type]
    assert str(caught.value.remedy)
    return str(caught.value.message)


def test_zip_bomb(tmp_path: Path) -> None:
    path = a.zipped(tmp_path / "b.zip", {"posts.json": b"[" + b" " * (64 * MIB), "post_votes.json": b"[]"})
    assert "fill up a computer" in refused(path)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:/x.json", "a\x01b.json", "..\\x"])
def test_odd_names(tmp_path: Path, name: str) -> None:
    assert "odd name" in refused(a.zipped(tmp_path / "b.zip", {"posts.json": b"[]", name: b""}))


def test_an_archive_in_an_archive(tmp_path: Path) -> None:
    assert "inside the archive" in refused(
        a.zipped(tmp_path / "b.zip", {"inner.zip": b"PK", "posts.json": b"[]"})
    )


def test_too_many_members(tmp_path: Path) -> None:
    path = a.zipped(tmp_path / "b.zip", {f"{n}.json": b"" for n in range(50)})
    assert "50 files" in refused(path, limits=replace(LIMITS, members=20))


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9, 0.99])
def test_cut_off_zip(tmp_path: Path, keep: float) -> None:
    path = a.fider_zip(tmp_path / "f.zip")
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * keep)])
    assert "cut off or damaged" in refused(path)


def test_damaged_member(tmp_path: Path) -> None:
    path = a.fider_zip(tmp_path / "f.zip", ideas=500)
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("posts.json").header_offset + 2000
    raw = bytearray(path.read_bytes())
    raw[at : at + 50] = b"\x00" * 50
    path.write_bytes(raw)
    refused(path)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        '{"posts":' + '{"a":' * 100_000,
        '[{"id": 1, "tit',
        "[1,,2]x[",
        '{"posts": [{"id":NaN}',
        "[" + "9" * 10_000 + "]",
    ],
)
def test_broken_or_deep_json(tmp_path: Path, text: str) -> None:
    path = tmp_path / "posts.json"
    path.write_text(text)
    refused(path)


def test_endless_line_and_item(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("id,title\n" + "x" * 70_000)
    assert "longer than" in refused(path, limits=replace(LIMITS, line=65_536))
    item = tmp_path / "x.json"
    item.write_text('[{"title": "' + "x" * 3_000_000 + '"')
    assert "too large" in refused(item, limits=replace(LIMITS, item=MIB))


def test_xml_bomb_in_a_workbook(tmp_path: Path) -> None:
    path = a.workbook(tmp_path / "b.xlsx", {"Ideas": [["id", "title"], [1, "x"]]})
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    assert "unpacks to too much" in refused(a.rezipped(path, {"xl/worksheets/sheet1.xml": bomb}))


def test_shared_strings_bomb(tmp_path: Path) -> None:
    path = a.workbook(tmp_path / "b.xlsx", {"Ideas": [["id", "title"], [1, "x"]]})
    many = b"<sst>" + b"<si><t>abcdefghij</t></si>" * 100_000 + b"</sst>"
    path = a.rezipped(path, {"xl/sharedStrings.xml": many})
    assert "unpacks to too much" in refused(path, limits=replace(LIMITS, shared_strings=MIB))


def test_nothing_that_is_known(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(b"\x89PNG\r\n")
    assert "no form that is known" in refused(path)
    assert "no file" in refused(tmp_path / "missing")


_MEASURE = """
import re, sys
from pathlib import Path
from tests.reach.imports.reading import open_source, registry
with open_source(Path(sys.argv[1])) as source:
    number = sum(1 for _ in registry.read(source, registry.detect(source)[0].format))
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
print(number, int(peak) // 1024)
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["fider", "uservoice"])
def test_memory_stays_flat(tmp_path: Path, kind: str) -> None:
    make = {"fider": a.fider_zip, "uservoice": a.uservoice_csv}[kind]
    path = make(tmp_path / ("x.zip" if kind == "fider" else "x.csv"), ideas=2_000, votes=200_000)
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": "src:."},
    )
    number, megabytes = map(int, done.stdout.split())
    assert number > 200_000
    assert megabytes < 120
