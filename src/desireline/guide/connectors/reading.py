"""Reads a TOML table with types, and says which file and key is wrong and what to write."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MISSING = object()
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
TIMES = {"minute": 1, "hour": 60, "day": 24 * 60, "week": 7 * 24 * 60}


class SourceFault(Exception):  # noqa: N818 - what is wrong with a file, told to who wrote it
    """A file of a source or of cards cannot be used. The message names the file, the key and the remedy."""

    def __init__(self, file: str, key: str, trouble: str) -> None:
        super().__init__(": ".join(filter(None, (file, key, trouble))))
        self.file, self.key, self.trouble = file, key, trouble


class Table:
    """A TOML table that gives out each value once; `done` refuses keys that nobody asked for."""

    def __init__(self, values: Mapping[str, Any], *, file: str, path: str = "") -> None:
        self.values, self.file, self.path = values, file, path
        self._asked: set[str] = set()

    @classmethod
    def of_file(cls, path: Path) -> Table:
        file = f"{path.parent.name}/{path.name}"
        try:
            return cls(tomllib.loads(path.read_text("utf-8")), file=file)
        except tomllib.TOMLDecodeError as error:
            raise SourceFault(file, "", f"is not valid TOML: {error}") from None
        except UnicodeDecodeError:
            raise SourceFault(file, "", "is not UTF-8 text. Save it as UTF-8.") from None
        except OSError as error:
            raise SourceFault(file, "", f"cannot be read: {error.strerror}.") from None

    def wrong(self, key: str, trouble: str) -> SourceFault:
        return SourceFault(self.file, f"{self.path}{key}", trouble)

    def any(self, key: str, default: Any = MISSING) -> Any:
        self._asked.add(key)
        value = self.values.get(key, default)
        if value is MISSING:
            raise self.wrong(key, "is missing.")
        return value

    def text(self, key: str, default: Any = MISSING) -> str:
        value = self.any(key, default)
        if not isinstance(value, str) or (default is MISSING and not value.strip()):
            raise self.wrong(key, 'should be a text, like key = "value".')
        return value.strip()

    def flag(self, key: str, default: bool) -> bool:
        value = self.any(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "should be true or false, without quotes.")
        return value

    def number(self, key: str, default: float) -> float:
        value = self.any(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise self.wrong(key, "should be a number of zero or more.")
        return float(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A text or a list of texts; none where the key is not there."""
        value = self.any(key, [])
        rows = [value] if isinstance(value, str) else value
        if not isinstance(rows, list) or not all(isinstance(row, str) and row.strip() for row in rows):
            raise self.wrong(key, 'should be a text or a list of texts, like ["a", "b"].')
        return tuple(row.strip() for row in rows)

    def one_of(self, key: str, choices: tuple[str, ...], default: Any = MISSING) -> str:
        value = self.text(key, default)
        if value not in choices:
            raise self.wrong(key, f"is “{value}”. Write one of: {', '.join(choices)}.")
        return value

    def name(self, key: str) -> str:
        value = self.text(key)
        if not NAME.fullmatch(value):
            raise self.wrong(key, f"is “{value}”. Write small letters, digits and _ only, a letter first.")
        return value

    def minutes(self, key: str, default: str) -> int:
        """A period in minutes; 0 for “never”."""
        value = self.text(key, default)
        if value == "never":
            return 0
        found = re.fullmatch(r"(\d{1,4}) ?(minute|hour|day|week)s?", value)
        if not found or not int(found[1]):
            raise self.wrong(key, f'is “{value}”. Write it like "15 minutes", "1 hour", "2 days" or "never".')
        return int(found[1]) * TIMES[found[2]]

    def table(self, key: str) -> Table:
        value = self.any(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, f"should be a table. Write [{key}] on a line of its own.")
        return Table(value, file=self.file, path=f"{self.path}{key}.")

    def tables(self, key: str) -> list[Table]:
        value = self.any(key, [])
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise self.wrong(key, f"should be a list of tables. Write [[{key}]] before each.")
        return [
            Table(row, file=self.file, path=f"{self.path}{key}[{number}].")
            for number, row in enumerate(value, 1)
        ]

    def done(self) -> None:
        for key in self.values:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                raise self.wrong(key, f"is not known here. Known are: {known}.")
