"""Settings from the environment: one declared list, each with its type, default and meaning."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


class SettingError(Exception):
    """A setting that cannot be used. The message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    default: str
    help: str


DECLARED: dict[str, Setting] = {}


def text(name: str, default: str, help: str) -> str:  # noqa: A002 - the word for it everywhere else
    """The setting as text. `NAME_FILE` may name a file that holds it (for secrets)."""
    DECLARED[name] = Setting(name, default, help)
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SettingError(
                f"{name}_FILE names {path}, which cannot be read: {error.strerror}."
            ) from error
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool, help: str) -> bool:  # noqa: A002
    """The setting as yes or no."""
    given = text(name, "yes" if default else "no", help).lower()
    if given in {"1", "true", "yes", "on"}:
        return True
    if given in {"0", "false", "no", "off", ""}:
        return False
    raise SettingError(f"{name} is “{given}”. Write yes or no.")


def whole(name: str, default: int, help: str, *, low: int = 0, high: int = 10**12) -> int:  # noqa: A002
    """The setting as a whole number within low..high."""
    given = text(name, str(default), help)
    try:
        number = int(given)
    except ValueError as error:
        raise SettingError(f"{name} is “{given}”. Write a whole number.") from error
    if not low <= number <= high:
        raise SettingError(f"{name} is {number}. Write a number from {low} to {high}.")
    return number


def one_of(name: str, default: str, choices: tuple[str, ...], help: str) -> str:  # noqa: A002
    """The setting as one of the given words (case does not matter)."""
    given = text(name, default, help).lower()
    if given not in choices:
        raise SettingError(f"{name} is “{given}”. Write one of: {', '.join(choices)}.")
    return given
