"""`desireline backup`: one zip with every table as lines of JSON, the files, and what proves them.

The rows are read in one snapshot, while the server runs. The same file can be restored on SQLite and PostgreSQL.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from desireline import __version__
from desireline.kit.rows.api import snapshot
from desireline.site.operate import declarations, rows, secrets

FORMAT = 1
Say = Callable[[str], object]


def migrations() -> list[str]:
    """What is applied here: the shape of the tables."""
    return sorted(f"{app} {name}" for app, name in MigrationRecorder(connection).applied_migrations())


def backup(target: Path, *, with_secrets: bool = False, say: Say = lambda line: None) -> dict[str, Any]:
    """Write the backup and return its manifest. An existing file is replaced only by a complete one."""
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        fresh.touch(mode=0o600)
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            manifest = _fill(archive, with_secrets=with_secrets, say=say)
        with fresh.open("rb") as file:
            os.fsync(file.fileno())
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    return manifest


def _fill(archive: zipfile.ZipFile, *, with_secrets: bool, say: Say) -> dict[str, Any]:
    tables: dict[str, dict[str, Any]] = {}
    with snapshot():
        applied = migrations()
        for model in rows.tables():
            name = model._meta.db_table
            skipped = name in secrets.SKIPPED and not with_secrets
            tables[name] = _table(archive, model, empty=skipped, with_secrets=with_secrets)
            say(f"{name}: {tables[name]['rows']} rows" + (" (left out: secrets)" if skipped else ""))
    files = {name: _file(archive, path, f"files/{name}") for name, path in _stored()}
    connect = {name: _file(archive, path, f"connect/{name}") for name, path in declarations.files(say)}
    if with_secrets and (Path(settings.DATA) / "secret").exists():
        _file(archive, Path(settings.DATA) / "secret", "secret")
    manifest = {
        "format": FORMAT,
        "version": __version__,
        "made": timezone.now().isoformat(),
        "engine": connection.vendor,
        "secrets": with_secrets,
        "migrations": applied,
        "tables": tables,
        "files": files,
        "connect": connect,
    }
    archive.writestr("manifest.json", json.dumps(manifest, indent=1))
    return manifest


def _table(archive: zipfile.ZipFile, model: rows.Model, *, empty: bool, with_secrets: bool) -> dict[str, Any]:
    name, fields = model._meta.db_table, rows.columns(model)
    blank = {} if with_secrets else _blanks(name, rows.names(model))
    key = fields.index(model._meta.pk)
    seen, count = hashlib.sha256(), 0
    with archive.open(f"tables/{name}.jsonl", "w", force_zip64=True) as out:
        for values in () if empty else rows.read(model):
            for place, instead in blank.items():
                values[place] = instead(values[key])
            line = rows.to_json(values) + b"\n"
            seen.update(line)
            out.write(line)
            count += 1
    return {"rows": count, "sha256": seen.hexdigest(), "columns": rows.names(model)}


def _blanks(table: str, names: list[str]) -> dict[int, Callable[[Any], str]]:
    return {
        names.index(column): instead for (name, column), instead in secrets.BLANKED.items() if name == table
    }


def _stored() -> Iterator[tuple[str, Path]]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(root).as_posix(), path


def _file(archive: zipfile.ZipFile, path: Path, name: str) -> str:
    seen = hashlib.sha256()
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as out:
        while block := source.read(1 << 20):
            seen.update(block)
            out.write(block)
    return seen.hexdigest()
