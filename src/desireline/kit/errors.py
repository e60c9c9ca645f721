"""Errors that people meet."""

from __future__ import annotations

from django.utils.functional import Promise


class Refused(Exception):  # noqa: N818 - it reads as what happened
    """A rule says no. The message is shown to the person: it says what is wrong and what to do.

    What may be refused in a job is given lazy, with its blanks as `facts`: `Refused(_("Undo %(n)d first."), n=3)`.
    It is kept as it is marked, and everybody reads it in their language.
    """

    def __init__(self, message: str | Promise, *, field: str | None = None, **facts: str | int) -> None:
        super().__init__(message)
        self.template, self.facts, self.field = message, facts, field

    @property
    def message(self) -> str:
        """The sentence in the language of who is served now."""
        return str(self.template) % self.facts if self.facts else str(self.template)

    def __str__(self) -> str:
        return self.message
