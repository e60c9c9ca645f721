"""Reads a TOML table with types, and says which file and key is wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
MISSING = object()
WORDS = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}


class ScriptError(ValueError):
    """The texts of a demo are not as they should be; the message names the file and the key."""


class Table:
    """One TOML table that hands out typed values once; `done()` refuses keys that nobody asked for."""

    def __init__(self, values: dict[str, object], *, file: str, path: str = "") -> None:
        self.values, self.file, self.path = values, file, path
        self.asked: set[str] = set()

    @classmethod
    def of_file(cls, path: Path, *, root: Path) -> Table:
        file = path.relative_to(root).as_posix()
        try:
            return cls(tomllib.loads(path.read_text("utf-8")), file=file)
        except FileNotFoundError:
            raise ScriptError(f"{file}: the file is missing") from None
        except tomllib.TOMLDecodeError as error:
            raise ScriptError(f"{file}: not valid TOML: {error}") from None

    def wrong(self, key: str, what: str) -> ScriptError:
        return ScriptError(f"{self.file}: {self.path}{key}: {what}")

    def _take(self, key: str, kind: type[T], default: T | object) -> T:
        self.asked.add(key)
        value = self.values.get(key, MISSING)
        if value is MISSING:
            if default is MISSING:
                raise self.wrong(key, "is missing")
            return default  # type: ignore[return-value]  # the caller's default has the caller's type
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong(
                key, f"should be {WORDS.get(kind, kind.__name__)}, is {WORDS.get(type(value), value)}"
            )
        return value

    def text(self, key: str, default: str | object = MISSING) -> str:
        value = self._take(key, str, default).strip()
        if not value and default is MISSING:
            raise self.wrong(key, "is empty")
        return value

    def maybe(self, key: str) -> str | None:
        return self.text(key, "") or None

    def choice(self, key: str, allowed: Sequence[str], default: str | object = MISSING) -> str:
        value = self.text(key, default)
        if value not in allowed:
            raise self.wrong(key, f"is {value!r}, should be one of {', '.join(allowed)}")
        return value

    def whole(self, key: str, default: int | object = MISSING) -> int:
        return self._take(key, int, default)

    def number(
        self, key: str, default: float | object = MISSING, *, low: float = 0.0, high: float = 1e9
    ) -> float:
        value = self._take(key, float, default)
        if not low <= value <= high:
            raise self.wrong(key, f"is {value:g}, should lie between {low:g} and {high:g}")
        return value

    def truth(self, key: str) -> bool:
        return self._take(key, bool, False)

    def day(self, key: str) -> date:
        return self._take(key, date, MISSING)

    def texts(self, key: str, default: list[object] | object = MISSING) -> tuple[str, ...]:
        values = self._take(key, list, default)
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise self.wrong(key, "should be a list of texts")
        return tuple(values)

    def table(self, key: str) -> Table:
        return Table(self._take(key, dict, MISSING), file=self.file, path=f"{self.path}{key}.")

    def maybe_table(self, key: str) -> Table | None:
        return self.table(key) if key in self.values else None

    def tables(self, key: str, default: list[object] | object = MISSING) -> Iterator[Table]:
        for number, value in enumerate(self._take(key, list, default), start=1):
            name = f"{self.path}{key}[{number}]"
            if not isinstance(value, dict):
                raise ScriptError(f"{self.file}: {name}: should be a table")
            label = value.get("key")
            yield Table(value, file=self.file, path=f"{name} {label}." if label else f"{name}.")

    def numbers_by(self, key: str, names: Sequence[str], *, low: float, high: float) -> dict[str, float]:
        """A list of numbers in the order of `names`, as a mapping."""
        values = self._take(key, list, MISSING)
        if len(values) != len(names):
            raise self.wrong(key, f"should have {len(names)} numbers: {', '.join(names)}")
        for value in values:
            if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
                raise self.wrong(key, f"{value!r} should be a number between {low:g} and {high:g}")
        return dict(zip(names, map(float, values), strict=True))

    def done(self) -> None:
        for key in self.values:
            if key not in self.asked:
                raise self.wrong(key, "is not a known key")
