"""Where the warehouse lies, and who writes to it."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "320MB"
THREADS = 2


class Busy(Exception):  # noqa: N818 - it reads as what is so
    """Another process writes to the warehouse."""


@contextmanager
def lock(home: Path, *, wait: bool = True) -> Iterator[None]:
    """Be the one who writes. Freed with the process, however it ends. Raises Busy where `wait` is off."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise Busy from None
        yield


def locked(home: Path) -> bool:
    """Whether somebody writes at the moment."""
    if not (home / "lock").exists():
        return False
    try:
        with lock(home, wait=False):
            return False
    except Busy:
        return True


def file_of(home: Path) -> Path:
    """The file of the warehouse."""
    return home / "warehouse.duckdb"


@contextmanager
def opened(home: Path, *, read_only: bool = False) -> Iterator[DuckDBPyConnection]:
    """A connection to the warehouse within its memory. Loads DuckDB."""
    import duckdb

    home.mkdir(parents=True, exist_ok=True)
    config: dict[str, Any] = {
        "memory_limit": MEMORY,
        "threads": THREADS,
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "temp_directory": str(home / "spill"),
    }
    with duckdb.connect(str(file_of(home)), read_only=read_only, config=config) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


def name_of(*parts: str) -> str:
    """A quoted name for SQL."""
    return ".".join('"' + part.replace('"', '""') + '"' for part in parts)
