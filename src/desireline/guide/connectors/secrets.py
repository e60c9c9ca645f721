"""Passwords and tokens: named in a source's file, kept outside of it, and never shown."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from desireline.guide.connectors.reading import Table

ENV, FILE = "env:", "file:"
_SECRET = re.compile(
    r"pass(word|wd|phrase)?$|secret|token|api[-_]?key|authorization|credential|private[-_]?key|cookie", re.I
)
_PLAIN = re.compile(r"url$|_url$|^type$|_param$|_path$|^location$|^name$|expir", re.I)
_IN_URL = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*://)(?P<user>[^/\s:@]*):(?P<password>[^@/\s]+)@", re.I)
HIDDEN = "•••"
SHORTEST = 4  # a shorter secret would blank out half of a message


def is_secret(key: str) -> bool:
    """Whether a value under this key is one that should not be read by others."""
    return bool(_SECRET.search(key)) and not _PLAIN.search(key)


class Secrets:
    """Puts secrets into their places, and remembers them so that `redact` can take them out of messages."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: set[str] = set()

    def value(self, table: Table, key: str, given: str) -> str:
        """What `env:NAME` or `file:path` stands for; any other text as it is. SourceFault where it is not there."""
        if given.startswith(ENV):
            name = given[len(ENV) :]
            found = os.environ.get(name)
            if not found:
                raise table.wrong(key, f"the environment has no {name}. Set it where Desireline is started.")
        elif given.startswith(FILE):
            path = self._folder / given[len(FILE) :]
            try:
                found = path.read_text("utf-8").strip()
            except OSError as error:
                raise table.wrong(key, f"{path} cannot be read: {error.strerror}.") from None
            if not found:
                raise table.wrong(key, f"{path} is empty.")
        else:
            return given
        self._known.add(found)
        return found

    def filled(self, table: Table, key: str, given: Any) -> Any:
        """A value with all secrets inside it filled in. A secret that is written out is refused."""
        if isinstance(given, Mapping):
            return {name: self.filled(table, f"{key}.{name}", value) for name, value in given.items()}
        if isinstance(given, list):
            return [self.filled(table, key, value) for value in given]
        if isinstance(given, str):
            refuse_literal(table, key, given)
            return self.value(table, key, given)
        return given

    def redact(self, text: str) -> str:
        """The text without any of the secrets, however they are written in it."""
        for secret in sorted(self._known, key=len, reverse=True):
            if len(secret) >= SHORTEST:
                for form in (secret, quote(secret, safe=""), quote(secret), repr(secret)[1:-1]):
                    text = text.replace(form, HIDDEN)
        return _IN_URL.sub(rf"\g<scheme>\g<user>:{HIDDEN}@", text)


def refuse_literal(table: Table, key: str, given: str) -> None:
    """Raise SourceFault for a secret that stands in the file itself."""
    if is_secret(key.rpartition(".")[2]) and not given.startswith((ENV, FILE)):
        raise table.wrong(
            key,
            'is written out here, where everyone who reads the file sees it. Write "env:NAME" and set NAME in the'
            ' environment, or "file:path" of a file that holds it.',
        )
    found = _IN_URL.search(given)
    if found and found["password"] != "{password}":  # noqa: S105 - its place
        raise table.wrong(
            key,
            'holds a password. Write {password} in its place, and password = "env:NAME" on a line of its own.',
        )
