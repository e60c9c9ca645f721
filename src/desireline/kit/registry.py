"""How features make themselves known without editing a shared list.

A feature folder may hold `setup.py` (registers menu entries, notice kinds, options, subscribers), `tasks.py` (jobs) and
`urls.py` (routes). They are found by looking, in the order of the rooms.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Generic, TypeVar

from django.apps import apps

T = TypeVar("T")


class Registry(Generic[T]):
    """Named things in the order of their registration. A name registers once."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._items: dict[str, T] = {}

    def add(self, name: str, item: T) -> T:
        if name in self._items and self._items[name] is not item:
            raise ValueError(f"{self.what} “{name}” is registered twice")
        self._items[name] = item
        return item

    def remove(self, name: str) -> None:
        """Unknown from now on; it may have been unknown before."""
        self._items.pop(name, None)

    def get(self, name: str) -> T | None:
        return self._items.get(name)

    def __getitem__(self, name: str) -> T:
        return self._items[name]

    def __iter__(self) -> Iterator[T]:
        return iter(self._items.values())

    def names(self) -> list[str]:
        return list(self._items)


def features(room: str) -> list[str]:
    """Dotted names of the feature packages of a room, by name."""
    package = importlib.import_module(room)
    return sorted(f"{room}.{item.name}" for item in pkgutil.iter_modules(package.__path__) if item.ispkg)


def load(name: str) -> ModuleType | None:
    """The module of that name, or None where there is none (errors inside it are not hidden)."""
    return importlib.import_module(name) if importlib.util.find_spec(name) else None


def setup_room(room: str) -> None:
    """Called by a room's AppConfig once all models are loaded."""
    for feature in features(room):
        for part in ("setup", "tasks"):
            load(f"{feature}.{part}")


def feature_modules(part: str) -> list[ModuleType]:
    """Every `<room>.<feature>.<part>` that exists, in the order of the installed rooms."""
    rooms = [config.name for config in apps.get_app_configs() if config.name.startswith("desireline.")]
    found = [load(f"{feature}.{part}") for room in rooms for feature in features(room)]
    return [module for module in found if module is not None]
