"""Files that several processes read while one writes them. No framework here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def replace(path: Path, write: Callable[[Path], object]) -> None:
    """Put what `write` writes in the place of a file: readers see the old one or the new one, whole."""
    fresh = path.with_name(f"{path.name}.new")
    write(fresh)
    fresh.replace(path)
