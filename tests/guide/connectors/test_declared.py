"""Files of the operator: whatever is wrong is told with file, key and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from desireline.guide.connectors.declared import declared, read_cards, read_source
from desireline.guide.connectors.reading import SourceFault
from desireline.guide.connectors.secrets import Secrets
from desireline.guide.connectors.starting import begin
from tests.guide.connectors.place import SHOP, write

REST = """
kind = "rest"
[connection]
base_url = "https://api.example.org/v1/"
auth = { type = "bearer", token = "env:DESK_TOKEN" }
[[tables]]
name = "tickets"
path = "tickets"
key = "id"
"""
FILES = 'kind = "files"\n[[tables]]\nname = "articles"\npath = "articles/*.csv"\n'


def fault(root: Path, text: str, name: str = "shop") -> str:
    write(root, f"sources/{name}.toml", text)
    with pytest.raises(SourceFault) as caught:
        read_source(root / f"sources/{name}.toml", folder=root)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kind = ", "sources/shop.toml: is not valid TOML"),
        ("", "sources/shop.toml: kind: is missing."),
        ('kind = "ftp"', "kind: is “ftp”. Write one of: sql, rest, files."),
        ('kind = "sql"', "tables: is missing. Write [[tables]]"),
        (
            SHOP.replace('name = "orders"', 'name = "Orders!"'),
            "tables[1].name: is “Orders!”. Write small letters",
        ),
        (SHOP.replace('key = "id"', ""), "tables[1].key: is missing. A cursor needs the column"),
        (
            SHOP.replace('every = "1 hour"', 'every = "often"'),
            'every: is “often”. Write it like "15 minutes"',
        ),
        (SHOP + "colour = 1", "tables[1].colour: is not known here. Known are: "),
        (SHOP.replace('["email"]', '["phone"]'), "identity.person: “phone” is not a rule. Rules are: email"),
        (SHOP.replace('url = "sqlite:///shop.sqlite"', ""), "connection.url: is missing."),
        (SHOP + '[[tables]]\nname = "orders"', "tables: “orders” is there twice."),
        (
            REST.replace("https://api.example.org/v1/", "api.example.org"),
            "connection.base_url: is “api.example.org”.",
        ),
        (REST + 'cursor = "updated"', "tables[1].cursor_param: is missing."),
        (FILES + 'cursor = "id"\nkey = "id"', "tables[1].cursor: files are read whole"),
        (
            SHOP.replace('cursor = "updated"', 'cursor = "updated"\ncolumns = ["note"]'),
            "columns: leaves out the key",
        ),
        (SHOP.replace("[connection]", "[connection]\nurl2 = 1"), "connection.url2: is not known here."),
        (SHOP.replace('label = "The shop"', "label = 5"), 'label: should be a text, like key = "value".'),
    ],
)
def test_a_fault_names_file_key_and_remedy(tmp_path: Path, text: str, told: str) -> None:
    message = fault(tmp_path, text)
    assert message.startswith("sources/shop.toml")
    assert told in message


@pytest.mark.parametrize("name", ["main", "Shop", "1st", "information_schema", "a-b"])
def test_the_name_of_a_source_is_one_that_sql_bears(tmp_path: Path, name: str) -> None:
    assert "the name of the file is the name of the source" in fault(tmp_path, SHOP, name)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (SHOP.replace("sqlite:///shop.sqlite", "postgresql://reader:hunter22@db/shop"), "connection.url"),
        (SHOP.replace("[identity]", 'password = "hunter22"\n[identity]'), "connection.password"),
        (REST.replace("env:DESK_TOKEN", "hunter22"), "connection.auth.token"),
        (
            REST.replace("auth =", 'headers = { Authorization = "Bearer hunter22" }\nauth ='),
            "connection.headers.Authorization",
        ),
        (
            REST.replace("auth =", 'headers = { X-Api-Key = "hunter22" }\nauth ='),
            "connection.headers.X-Api-Key",
        ),
        (REST.replace("https://api", "https://me:hunter22@api"), "connection.base_url"),
    ],
)
def test_a_secret_that_is_written_out_is_refused_and_not_repeated(
    tmp_path: Path, text: str, key: str
) -> None:
    message = fault(tmp_path, text)
    assert f"{key}: " in message
    assert "env:NAME" in message
    assert "hunter22" not in message


def test_secrets_come_from_the_environment_and_from_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = SHOP.replace("sqlite:///shop.sqlite", "postgresql://reader:{password}@db/shop").replace(
        "[identity]", 'password = "env:SHOP_PASSWORD"\n[identity]'
    )
    write(tmp_path, "sources/shop.toml", text)
    source, secrets = read_source(tmp_path / "sources/shop.toml", folder=tmp_path), Secrets(tmp_path)
    with pytest.raises(SourceFault, match=r"connection\.password: the environment has no SHOP_PASSWORD"):
        source.landing(secrets)
    monkeypatch.setenv("SHOP_PASSWORD", "p@ss/word")
    assert source.landing(secrets).options["url"] == "postgresql://reader:p%40ss%2Fword@db/shop"
    assert secrets.redact("no p@ss/word, no p%40ss%2Fword") == "no •••, no •••"
    write(tmp_path, "desk-token", "t0ken-in-a-file\n")
    write(tmp_path, "sources/desk.toml", REST.replace("env:DESK_TOKEN", "file:desk-token"))
    desk = read_source(tmp_path / "sources/desk.toml", folder=tmp_path).landing(secrets)
    assert desk.options["client"]["auth"]["token"] == "t0ken-in-a-file"
    assert secrets.redact("Bearer t0ken-in-a-file") == "Bearer •••"


def test_a_password_in_an_address_is_taken_out_of_messages_even_if_unknown(tmp_path: Path) -> None:
    assert Secrets(tmp_path).redact("at postgresql://me:s3cret@db/x now") == "at postgresql://me:•••@db/x now"


def test_cards_of_a_file(tmp_path: Path) -> None:
    write(
        tmp_path, "cards/order.sql", "-- source: shop\n-- label: Orders\n-- label de: Bestellungen\nSELECT 1"
    )
    found = read_cards(tmp_path / "cards/order.sql")
    assert (found.source, found.type, found.prefix) == ("shop", "order", "shop:order:")
    assert found.labels == {"": "Orders", "de": "Bestellungen"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SELECT 1", "cards/order.sql: source: is missing. Write “-- source: NAME” on the first line."),
        ("-- source: shop\n-- colour: red\nSELECT 1", "colour: is not known here."),
        ("-- source: shop\n-- type: My Orders\nSELECT 1", "type: is “My Orders”."),
        ("-- source: shop\n-- order: first\nSELECT 1", "order: is “first”. Write a whole number."),
    ],
)
def test_a_fault_of_cards_names_file_key_and_remedy(tmp_path: Path, text: str, told: str) -> None:
    write(tmp_path, "cards/order.sql", text)
    with pytest.raises(SourceFault) as caught:
        read_cards(tmp_path / "cards/order.sql")
    assert told in str(caught.value)


def test_one_bad_file_leaves_the_others(tmp_path: Path) -> None:
    write(tmp_path, "sources/shop.toml", SHOP)
    write(tmp_path, "sources/bad.toml", "kind = ")
    write(tmp_path, "cards/lost.sql", "-- source: nowhere\nSELECT 1")
    found = declared(tmp_path)
    assert list(found.sources) == ["shop"]
    assert set(found.faults) == {"sources/bad.toml", "cards/lost.sql"}
    assert "there is no source “nowhere”. Sources are: shop." in str(found.faults["cards/lost.sql"])


@pytest.mark.parametrize("kind", ["sql", "rest", "files"])
def test_what_add_writes_can_be_read(tmp_path: Path, kind: str) -> None:
    begin(tmp_path, name="desk", kind=kind)
    found = declared(tmp_path)
    assert not found.faults
    assert found.sources["desk"].kind == kind
    assert found.cards["desk"].source == "desk"
    with pytest.raises(SourceFault, match="is there already"):
        begin(tmp_path, name="desk", kind=kind)


@pytest.mark.parametrize("kind", ["sql", "rest", "files"])
def test_what_add_writes_can_be_read_with_every_comment_taken_off(tmp_path: Path, kind: str) -> None:
    """Each line that is offered as a comment is one that works, once the one it stands for is gone."""
    begin(tmp_path, name="desk", kind=kind)
    path = tmp_path / "sources/desk.toml"
    offered = [
        line[2:] for line in path.read_text("utf-8").splitlines() if line.startswith("# ") and " = " in line
    ]
    offered = [line for line in offered if line.split(" = ")[0].isidentifier()]
    assert offered
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(line[2:] if line[2:] in offered else line for line in lines), "utf-8")
    assert not declared(tmp_path).faults
