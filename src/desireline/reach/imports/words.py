"""Sentences for people: translatable texts, the place that they speak of, and refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Place(NamedTuple):
    """Where something stands: the file inside the archive, and the line (CSV), row (sheet) or item (JSON), from 1."""

    file: str
    row: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.row}" if self.row else self.file


NOWHERE = Place("")
WHY = "why"  # the blank that takes a sentence of its own


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence with blanks. A page translates `template` and fills in `facts`; `str()` is the English one."""

    template: str
    facts: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.facts)


def say(template: str, /, **facts: str | int) -> Text:
    """Mark a sentence for translation (message extraction looks for `say`) and fill its blanks."""
    return Text(template, {key: _short(value, 600 if key == WHY else 120) for key, value in facts.items()})


def _short(value: str | int, most: int) -> str | int:
    if isinstance(value, int) or len(value) <= most:
        return value
    return value[: most - 1] + "…"


class Refusal(Exception):  # noqa: N818
    """A file that cannot be read, or must not be. Says what is wrong and what to do about it."""

    def __init__(self, message: Text, remedy: Text, *, where: Place | None = None) -> None:
        self.message, self.remedy, self.where = message, remedy, where
        super().__init__(f"{message} {remedy}")
