"""The shelf of formats. A format registers itself; nothing here knows any of them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from desireline.reach.imports.notes import Notes
from desireline.reach.imports.records import Record
from desireline.reach.imports.sniffing import Sniff
from desireline.reach.imports.sources import Source
from desireline.reach.imports.words import Refusal, Text, say


class Format(Protocol):
    """One kind of archive. `system` is the earlier tool that the source ids belong to, shared by its formats."""

    key: str
    system: str
    label: str
    passes: float  # how often the whole source is read, for progress

    def detect(self, sniff: Sniff) -> float:
        """From 0 (certainly not) to 1 (certainly). Looks at the beginning only."""
        ...

    def read(
        self, source: Source, notes: Notes, *, mapping: Mapping[str, Any] | None = None
    ) -> Iterator[Record]:
        """Records in an order that honours references; skips and remarks go to `notes`."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    format: Format
    score: float


_formats: dict[str, Format] = {}


def register(format_: Format) -> Format:
    if format_.key in _formats:
        raise ValueError(f"two formats are called {format_.key}")
    _formats[format_.key] = format_
    return format_


@cache
def _load() -> None:
    """Every module of the folder `formats` is a format. They are found by looking, and only when one is needed."""
    name = f"{__package__}.formats"
    for module in pkgutil.iter_modules(importlib.import_module(name).__path__):
        importlib.import_module(f"{name}.{module.name}")


def formats_known() -> tuple[Format, ...]:
    _load()
    return tuple(sorted(_formats.values(), key=lambda known: known.label))


def format_named(key: str) -> Format:
    _load()
    if key not in _formats:
        raise Refusal(
            say("There is no format “{key}”.", key=key),
            say("Choose one of: {keys}.", keys=", ".join(sorted(_formats))),
        )
    return _formats[key]


def detect(source: Source) -> list[Found]:
    """The formats that this may be, best first; refuses when none fits."""
    _load()
    sniff = Sniff(source)
    found = [Found(known, score) for known in _formats.values() if (score := known.detect(sniff)) > 0]
    if not found:
        raise Refusal(_UNKNOWN, _TRY)
    return sorted(found, key=lambda one: (-one.score, one.format.key))


def read(
    source: Source, format_: Format, *, mapping: Mapping[str, Any] | None = None, notes: Notes | None = None
) -> Iterator[Record]:
    """Everything that a source holds, as a stream. Raises `Refusal` at the point from which it cannot be read on."""
    notes = notes or Notes()
    return notes.woven(format_.read(source, notes, mapping=mapping))


_UNKNOWN: Text = say("This file has no form that is known here.")
_TRY: Text = say("Save it as CSV, XLSX or JSON with one record per line or item, and import that.")
