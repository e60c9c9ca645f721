"""`desireline restore`: checks a backup from end to end, then brings all of it back or nothing."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from desireline.engines.search.api import start_anew
from desireline.kit.options import memory
from desireline.site.operate import declarations, rows
from desireline.site.operate.backup import FORMAT, migrations

Say = Callable[[str], object]
UNIMPORTANT = ("kit_", "people_audience", "listen_status")


class RestoreError(Exception):
    """The backup cannot be brought back; the message says why and what to do. Nothing was changed."""


def restore(source: Path, *, force: bool = False, say: Say = lambda line: None) -> dict[str, int]:
    """Bring a backup back. Returns the number of rows of each table; raises RestoreError with nothing changed."""
    try:
        archive = zipfile.ZipFile(source)
    except (OSError, zipfile.BadZipFile) as error:
        raise RestoreError(f"{source} is not a backup: {error}.") from error
    with archive:
        manifest = _manifest(archive)
        _fits(manifest)
        if not force and not is_empty():
            raise RestoreError(
                "This instance is not empty. Restore into a new data folder or database, or add --force to replace "
                "everything here."
            )
        say("Checking the backup ...")
        _verify(archive, manifest)
        return _bring(archive, manifest, say)


def is_empty() -> bool:
    """Whether nobody has used the instance yet."""
    used = [model for model in rows.tables() if not model._meta.db_table.startswith(UNIMPORTANT)]
    return not any(model._base_manager.exists() for model in used)


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(archive.read("manifest.json"))
    except (KeyError, ValueError) as error:
        raise RestoreError("This zip has no manifest.json: it is not a backup of Desireline.") from error
    return found


def _fits(manifest: dict[str, Any]) -> None:
    if manifest.get("format") != FORMAT:
        raise RestoreError(
            f"The backup has format {manifest.get('format')}; this version reads format {FORMAT}."
        )
    if sorted(manifest["migrations"]) != migrations():
        raise RestoreError(
            f"The backup was made by version {manifest['version']}, whose tables differ from those here. "
            "Restore it with that version, then upgrade."
        )


def _verify(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    known = {model._meta.db_table: rows.names(model) for model in rows.tables()}
    for name, table in manifest["tables"].items():
        if known.get(name) != table["columns"]:
            raise RestoreError(f"The table {name} of the backup does not fit the one here.")
        _same(archive, f"tables/{name}.jsonl", table["sha256"])
    for name, digest in manifest["files"].items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name:
            raise RestoreError(f"The backup holds a file with a name that leads out of its folder: {name}.")
        _same(archive, f"files/{name}", digest)
    for name, digest in declarations.named(manifest).items():
        if not declarations.fits(name):
            raise RestoreError(f"The backup holds a file with a name that leads out of its folder: {name}.")
        _same(archive, f"connect/{name}", digest)


def _same(archive: zipfile.ZipFile, name: str, digest: str) -> None:
    seen = hashlib.sha256()
    try:
        with archive.open(name) as file:
            while block := file.read(1 << 20):
                seen.update(block)
    except (KeyError, zipfile.BadZipFile, OSError, EOFError) as error:
        raise RestoreError(f"The backup is damaged: {name} cannot be read.") from error
    if seen.hexdigest() != digest:
        raise RestoreError(f"The backup is damaged: {name} is not what was written.")


def _bring(archive: zipfile.ZipFile, manifest: dict[str, Any], say: Say) -> dict[str, int]:
    root = Path(settings.MEDIA_ROOT)
    root.parent.mkdir(parents=True, exist_ok=True)
    fresh, aside = root.with_name(f"{root.name}.restoring"), root.with_name(f"{root.name}.before-restore")
    for leftover in (fresh, aside):
        shutil.rmtree(leftover, ignore_errors=True)
    counts: dict[str, int] = {}
    swapped = False
    try:
        _unpack(archive, manifest, fresh)
        with transaction.atomic():
            _rows(archive, manifest, counts, say)
            start_anew()
            if root.exists():
                root.replace(aside)
            fresh.replace(root)
            swapped = True
    except (DatabaseError, ValueError, OSError) as error:
        if swapped:
            root.replace(fresh)
        if aside.exists():
            aside.replace(root)
        raise RestoreError(f"Nothing was changed: {error}") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(aside, ignore_errors=True)
    if manifest["secrets"] and "secret" in archive.namelist():
        _secret(archive.read("secret"))
    declarations.put_back(archive, declarations.named(manifest), say=say)
    memory.forget()
    return counts


def _unpack(archive: zipfile.ZipFile, manifest: dict[str, Any], target: Path) -> None:
    target.mkdir(parents=True)
    for name in manifest["files"]:
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(f"files/{name}") as source, path.open("wb") as out:
            shutil.copyfileobj(source, out, 1 << 20)


def _rows(archive: zipfile.ZipFile, manifest: dict[str, Any], counts: dict[str, int], say: Say) -> None:
    models = {model._meta.db_table: model for model in rows.tables()}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names = ", ".join(map(connection.ops.quote_name, models))
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"TRUNCATE {names} CASCADE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        else:
            cursor.execute("PRAGMA defer_foreign_keys=ON")
            for name in models:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")  # noqa: S608 - our own names
    for name in manifest["tables"]:
        model = models[name]
        with archive.open(f"tables/{name}.jsonl") as file:
            counts[name] = rows.insert(model, _lines(file, model))
        if counts[name] != manifest["tables"][name]["rows"]:
            raise ValueError(f"{name} has {counts[name]} rows instead of {manifest['tables'][name]['rows']}")
        say(f"{name}: {counts[name]} rows")
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
            cursor.execute(statement)


def _lines(file: IO[bytes], model: rows.Model) -> Iterator[list[Any]]:
    fields = rows.columns(model)
    for line in file:
        yield rows.from_json(line, fields)


def _secret(value: bytes) -> None:
    path = Path(settings.DATA) / "secret"
    path.touch(mode=0o600)
    path.write_bytes(value)
