"""Declarations of connectors in backups: they come along, secrets do not, and what is there is not overwritten."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from desireline.site.operate.backup import backup
from desireline.site.operate.restore import RestoreError, restore
from tests.cast import Cast
from tests.guide.connectors.place import ORDER, SHOP, write

pytestmark = pytest.mark.django_db
SECRET = SHOP.replace("sqlite:///shop.sqlite", "postgresql://me:hunter22@db.example.org/shop")


@pytest.fixture
def root(cast: Cast, settings: Any, tmp_path: Path) -> Path:
    settings.DATA, settings.MEDIA_ROOT = tmp_path / "data", tmp_path / "data/files"
    settings.CONNECT = tmp_path / "data/connect"
    write(settings.CONNECT, "sources/shop.toml", SHOP)
    write(settings.CONNECT, "cards/order.sql", ORDER)
    write(settings.CONNECT, "secrets/shop", "hunter22")
    write(settings.CONNECT, "sources/bad.toml", SECRET)
    return tmp_path


def test_they_come_back_without_secrets(root: Path, settings: Any) -> None:
    told: list[str] = []
    manifest = backup(root / "b.zip", with_secrets=True, say=told.append)
    assert set(manifest["connect"]) == {"sources/shop.toml", "cards/order.sql"}
    assert "sources/bad.toml: left out, it cannot be used as it is" in told
    with zipfile.ZipFile(root / "b.zip") as archive:
        assert not any(b"hunter22" in archive.read(name) for name in archive.namelist())
    settings.CONNECT = root / "elsewhere"
    write(settings.CONNECT, "cards/order.sql", "-- source: shop\nSELECT 1")
    restore(root / "b.zip", force=True, say=told.append)
    assert (root / "elsewhere/sources/shop.toml").read_text() == SHOP
    assert (root / "elsewhere/cards/order.sql").read_text() == "-- source: shop\nSELECT 1"
    assert (root / "elsewhere/cards/order.sql.restored").read_text() == ORDER
    assert any("order.sql is here already and stays" in line for line in told)


@pytest.mark.parametrize("name", ["../sources/x.toml", "sources/x.sql", "secrets/x.toml", "sources/a/b.toml"])
def test_other_names_are_refused(root: Path, name: str) -> None:
    backup(root / "b.zip")
    with zipfile.ZipFile(root / "b.zip") as old, zipfile.ZipFile(root / "c.zip", "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part == "manifest.json":
                text = json.dumps({**json.loads(text), "connect": {name: "0"}}).encode()
            new.writestr(part, text)
    with pytest.raises(RestoreError, match="leads out of its folder"):
        restore(root / "c.zip", force=True)
