"""Starting again: when the same program prepared the same database before, nothing needs to be prepared.

`up` asks this before it loads the rooms. Loading them is the most of a start, and the servers do it anyway, each for
itself; so a second start takes half the time, and the process that watches over the servers stays small.
"""

from __future__ import annotations

import hashlib
import os
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

ROOMS = Path(__file__).resolve().parents[2]
PARTS = ("*/migrations/*.py", "*/*/static/**/*", "*/static/**/*")
PACKAGES = ("desireline", "django", "django-allauth")


def _mark() -> Path:
    return Path(settings.DATA) / "prepared"


def _program() -> str:
    """A fingerprint of migrations, static files, versions and settings."""
    seen = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for package in PACKAGES:
        seen.update(f"{package} {version(package)}\n".encode())
    for name in sorted(os.environ):
        if name.startswith("DESIRELINE_") or name == "DATABASE_URL":
            seen.update(f"{name}={os.environ[name]}\n".encode())
    for path in sorted({path for part in PARTS for path in ROOMS.glob(part)}):
        found = path.stat()
        seen.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def _database() -> str | None:
    """A fingerprint of the applied migrations; None where there are no tables or nobody administers them yet."""
    try:
        with warnings.catch_warnings(), connection.cursor() as cursor:
            warnings.simplefilter("ignore", RuntimeWarning)  # these two queries need no models
            cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name, id")
            applied = repr(cursor.fetchall())
            cursor.execute("SELECT 1 FROM people_person WHERE role = 'admin' AND is_active LIMIT 1")
            led = cursor.fetchone() is not None
    except DatabaseError:
        return None
    finally:
        connection.close()
    return hashlib.blake2b(applied.encode(), digest_size=16).hexdigest() if led else None


def _state() -> str | None:
    database = _database()
    return f"{_program()} {database}" if database and Path(settings.STATIC_ROOT).is_dir() else None


def prepared() -> bool:
    """Whether everything is as it was when `remember` was called."""
    try:
        return _mark().read_text("ascii") == _state()
    except OSError:
        return False


def remember() -> None:
    """Everything is prepared now."""
    state = _state()
    if state:
        _mark().write_text(state, "ascii")
    else:
        _mark().unlink(missing_ok=True)
