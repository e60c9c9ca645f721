"""Tables of databases: what is new comes, what is gone goes, what fails changes nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("dlt")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]  # dlt warns of its own future

from tests.engines.warehouse.shop import ORDERS, bring, order, rows, run, shop  # noqa: E402

NUMBERS = "SELECT count(*), min(id), max(id) FROM shop.orders"


def test_all_rows_land_and_the_next_time_only_what_is_new(tmp_path: Path) -> None:
    path = shop(tmp_path)
    first = bring(tmp_path)
    assert (first.read, first.rows, first.changed) == ({"orders": 20}, {"orders": 20}, True)
    again = bring(tmp_path)
    assert (again.read, again.deleted, again.changed) == ({}, {}, False)
    order(path, 21, day=28)
    order(path, 3, note="Changed", day=28)
    third = bring(tmp_path)
    assert third.rows == {"orders": 21}
    assert third.read["orders"] == 3  # those of the newest moment known come once more
    assert rows(tmp_path, "SELECT note FROM shop.orders WHERE id = 3") == [("Changed",)]


def test_a_row_that_is_deleted_there_is_deleted_here(tmp_path: Path) -> None:
    path = shop(tmp_path)
    bring(tmp_path)
    run(path, "DELETE FROM orders WHERE id IN (1, 7, 20)")
    assert bring(tmp_path).deleted == {"orders": 3}
    assert rows(tmp_path, NUMBERS) == [(17, 2, 19)]


def test_one_that_goes_while_another_comes_is_seen(tmp_path: Path) -> None:
    path = shop(tmp_path)
    bring(tmp_path)
    run(path, "DELETE FROM orders WHERE id = 7")
    order(path, 99, day=28)
    landed = bring(tmp_path)
    assert (landed.deleted, landed.rows) == ({"orders": 1}, {"orders": 20})
    assert rows(tmp_path, "SELECT count(*) FROM shop.orders WHERE id = 7") == [(0,)]


def test_keys_of_two_columns_and_of_text_are_swept_too(tmp_path: Path) -> None:
    path = tmp_path / "shop.sqlite"
    run(path, "CREATE TABLE lines (doc TEXT, n INTEGER, updated TIMESTAMP, PRIMARY KEY (doc, n))")
    for doc, number in (("a", 1), ("a", 2), ("b", 1)):
        run(path, "INSERT INTO lines VALUES (?, ?, '2026-01-01 00:00:00.000000')", (doc, number))
    lines = replace(ORDERS, name="lines", origin="lines", key=("doc", "n"))
    bring(tmp_path, lines)
    run(path, "DELETE FROM lines WHERE doc = 'a' AND n = 2")
    assert bring(tmp_path, lines).deleted == {"lines": 1}
    assert rows(tmp_path, "SELECT doc, n FROM shop.lines ORDER BY ALL") == [("a", 1), ("b", 1)]


def test_a_table_without_cursor_is_replaced(tmp_path: Path) -> None:
    path = shop(tmp_path)
    whole = replace(ORDERS, cursor="", mode="replace")
    bring(tmp_path, whole)
    run(path, "DELETE FROM orders WHERE id > 5")
    assert bring(tmp_path, whole).rows == {"orders": 5}


def test_rows_without_a_cursor_value_come_too(tmp_path: Path) -> None:
    path = shop(tmp_path, orders=3)
    bring(tmp_path)
    run(path, "INSERT INTO orders VALUES (50, 'c', 1, 'No date', NULL)")
    assert bring(tmp_path).rows == {"orders": 4}


def test_what_fails_in_the_second_table_leaves_the_first_as_it_was(tmp_path: Path) -> None:
    path = shop(tmp_path)
    bring(tmp_path)
    order(path, 21, day=28)
    with pytest.raises(Exception, match="nowhere"):
        bring(tmp_path, ORDERS, replace(ORDERS, name="more", origin="nowhere"))
    assert rows(tmp_path, NUMBERS) == [(20, 1, 20)]
    assert bring(tmp_path).rows == {"orders": 21}


def test_a_load_that_breaks_off_is_made_good_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dlt.pipeline.pipeline import Pipeline

    path = shop(tmp_path)
    bring(tmp_path)
    order(path, 21, day=28)
    real = Pipeline.load

    def broken(*_args: Any, **_named: Any) -> None:
        raise OSError("The disk is full.")

    monkeypatch.setattr(Pipeline, "load", broken)
    with pytest.raises(Exception, match="disk is full"):
        bring(tmp_path)
    assert rows(tmp_path, NUMBERS) == [(20, 1, 20)]
    monkeypatch.setattr(Pipeline, "load", real)
    assert bring(tmp_path).rows == {"orders": 21}


def test_a_file_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"shop\.sqlite does not exist"):
        bring(tmp_path)
    assert not (tmp_path / "shop.sqlite").exists()


def test_a_look_reads_only_the_first_rows(tmp_path: Path) -> None:
    shop(tmp_path)
    assert bring(tmp_path, limit=5).rows == {"orders": 5}


def test_other_declared_columns_have_everything_read_anew(tmp_path: Path) -> None:
    shop(tmp_path)
    bring(tmp_path, replace(ORDERS, columns=("id", "updated")))
    landed = bring(tmp_path, replace(ORDERS, columns=("id", "updated", "note")))
    assert landed.read == landed.rows == {"orders": 20}
    assert rows(tmp_path, "SELECT count(note) FROM shop.orders") == [(20,)]
    assert bring(tmp_path, replace(ORDERS, columns=("id", "updated", "note"))).read == {}


def test_a_sqlite_table_without_cursor_is_read_only_when_its_file_changed(tmp_path: Path) -> None:
    path = shop(tmp_path)
    run(path, "PRAGMA journal_mode = WAL")
    whole = replace(ORDERS, cursor="", mode="replace")
    assert bring(tmp_path, whole).read == {"orders": 20}
    assert bring(tmp_path, whole).read == {}
    run(path, "UPDATE orders SET note = 'Other' WHERE id = 1")
    assert bring(tmp_path, whole).read == {"orders": 20}
    assert rows(tmp_path, "SELECT note FROM shop.orders WHERE id = 1") == [("Other",)]
