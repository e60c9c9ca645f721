"""What must be done before the server starts: tables, static files, the demo."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from desireline import __version__

Say = Callable[[str], object]


def migrations_waiting() -> list[str]:
    """Names of migrations that are not applied yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label} {migration.name}" for migration, _backwards in plan]


def migrate(say: Say) -> None:
    waiting = migrations_waiting()
    if waiting:
        say(f"Preparing the database ({len(waiting)} steps) ...")
        call_command("migrate", interactive=False, verbosity=0)


def _state() -> str:
    """A fingerprint of all static files: where they lie, how large they are, when they changed."""
    seen = hashlib.blake2b(__version__.encode(), digest_size=16)
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            seen.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def collect(say: Say) -> None:
    """Collect static files with hashed names, unless nothing changed since the last time."""
    root = Path(settings.STATIC_ROOT)
    mark, state = root / ".state", _state()
    if mark.exists() and mark.read_text(encoding="ascii") == state:
        return
    say("Collecting static files ...")
    root.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(state, encoding="ascii")


def demo(say: Say) -> None:
    """Fill an empty demo instance."""
    from desireline.people.identity.api import Person

    if settings.DEMO and "demo" in get_commands() and not Person.objects.exists():
        say("Bringing the demo ...")
        call_command("demo")


def prepare(say: Say) -> None:
    migrate(say)
    collect(say)
    demo(say)
