"""`desireline connect`, as an operator types it."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.cast import Cast
from tests.guide.connectors.place import run, shop

pytestmark = pytest.mark.django_db


def say(*arguments: str) -> str:
    out = StringIO()
    call_command("connect", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_add_writes_two_files_and_says_what_comes_next(root: Path) -> None:
    said = say("add", "desk", "--kind", "rest", "--where", "https://api.example.org/", "--table", "tickets")
    assert "desireline connect check desk" in said
    assert 'base_url = "https://api.example.org/"' in (root / "sources/desk.toml").read_text()
    assert "FROM desk.tickets" in (root / "cards/desk.sql").read_text()
    with pytest.raises(CommandError, match="is there already"):
        say("add", "desk", "--kind", "rest")


def test_a_name_or_kind_that_cannot_be_is_told(root: Path) -> None:
    with pytest.raises(CommandError, match="small letters"):
        say("add", "My Desk", "--kind", "rest")
    with pytest.raises(CommandError, match="Write one of: sql, rest, files"):
        say("add", "desk")


def test_status_of_nothing_says_how_to_begin(root: Path) -> None:
    assert "desireline connect add" in say("status")


def test_a_source_that_is_not_there_is_told_with_those_that_are(root: Path) -> None:
    pytest.importorskip("dlt")
    shop(root)
    with pytest.raises(CommandError, match=r"sources/desk\.toml: there is no such file. Sources are: shop\."):
        say("sync", "desk")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_check_sync_and_status_tell_what_there_is(root: Path, cast: Cast) -> None:
    pytest.importorskip("dlt")
    shop(root)
    checked = say("check")
    assert "3 cards “Orders”, 1 for nobody" in checked
    assert "customers who are nobody here: stranger" in checked
    assert "seen by: the people of the account, and our own (Harbour Cafe)" in checked
    assert "✓ shop: 3 rows read, 0 gone; 3 cards told" in say("sync")
    run(root, "DELETE FROM orders WHERE id = 1")
    lines = [json.loads(line) for line in say("sync", "shop", "--lines").splitlines()]
    assert {line["stage"] for line in lines} >= {"read", "sweep", "cards"}
    status = say("status")
    assert "rows: orders 2" in status
    assert "cards order: 2, 1 for nobody, 1 unknown customers" in status
    (root / "shop.sqlite").unlink()
    with pytest.raises(CommandError, match="does not exist"):
        say("sync", "shop")
    assert "does not exist" in say("status")


def test_a_table_without_a_cursor_is_named_with_the_remedy(root: Path) -> None:
    from tests.guide.connectors.place import SHOP, write

    told = "! orders is read whole each time: it has no cursor."
    without = SHOP.replace('cursor = "updated"\n', "")
    for address, whole in (
        ("sqlite:///shop.sqlite", False),
        ("postgresql+psycopg://db.example.org/shop", True),
    ):
        write(root, "sources/shop.toml", without.replace("sqlite:///shop.sqlite", address))
        assert (told in say("status")) is whole
    write(root, "sources/shop.toml", SHOP)
    assert "read whole" not in say("status")
