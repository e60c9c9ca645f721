"""Errors that people meet."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - it reads as what happened
    """A rule says no. The message is shown to the person: it says what is wrong and what to do."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
