"""Files: values stay as they are written, and a file that changed is read whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("dlt")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

from desireline.engines.warehouse.api import Table  # noqa: E402
from tests.engines.warehouse.shop import bring, rows  # noqa: E402


def read(folder: Path, name: str, **options: object) -> list[object]:
    bring(folder, Table("t", name, ("id",), options=options), kind="files", any=1)
    return rows(folder, "SELECT * FROM shop.t ORDER BY id")


def test_csv_keeps_leading_zeros_and_takes_declared_types(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id;name;amount\n007;Zoë;1.5\n008;;2\n", "utf-8")
    assert read(tmp_path, "a.csv", delimiter=";", types={"amount": "DOUBLE"}) == [
        ("007", "Zoë", 1.5),
        ("008", None, 2.0),
    ]


def test_json_lines_keep_nested_values_as_text(tmp_path: Path) -> None:
    lines = [
        {"id": "1", "tags": ["a", "b"], "who": {"mail": "x@example.org"}, "n": 1},
        {"id": "2", "late": True},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    bring(tmp_path, Table("t", "a.jsonl", ("id",)), kind="files", any=1)
    assert rows(tmp_path, "SELECT id, tags, who ->> '$.mail', n, late FROM shop.t ORDER BY id") == [
        ("1", '["a","b"]', "x@example.org", "1", None),
        ("2", None, None, None, "true"),
    ]


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.table({"id": [1, 2], "price": [1.25, None]}), tmp_path / "a.parquet")
    assert read(tmp_path, "a.parquet") == [(1, 1.25), (2, None)]


def test_a_spreadsheet_gives_what_it_shows(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Tickets"
    for row in (["id", "title", None], [1.0, "Broken", "x"], [2, True, None], [None, None, None]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path, "a.xlsx", sheet="Tickets") == [("1", "Broken"), ("2", "true")]
    with pytest.raises(Exception, match=r"has no sheet “Other”\. It has: Tickets"):
        read(tmp_path, "a.xlsx", sheet="Other")


def test_many_files_are_one_table_and_a_row_that_is_gone_goes(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.csv").write_text(f"id,what\n{name}1,x\n{name}2,y\n", "utf-8")
    assert len(read(tmp_path, "*.csv")) == 4
    (tmp_path / "b.csv").write_text("id,what\nb1,x\n", "utf-8")
    assert len(read(tmp_path, "*.csv")) == 3


def test_files_that_did_not_change_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,what\n1,x\n", "utf-8")
    table = Table("t", "a.csv", ("id",))
    assert bring(tmp_path, table, kind="files", any=1).changed
    assert not bring(tmp_path, table, kind="files", any=1).changed


def test_a_file_that_is_missing_or_of_unknown_format_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"a\.csv"):
        read(tmp_path, "a.csv")
    (tmp_path / "a.what").write_text("x", "utf-8")
    with pytest.raises(Exception, match=r"The format of a\.what is not known by its name"):
        read(tmp_path, "a.what")
