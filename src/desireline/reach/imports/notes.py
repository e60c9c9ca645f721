"""The notes that a reader makes on the way: what it left out and what people should know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desireline.reach.imports.records import Record, Remark, Skip
from desireline.reach.imports.words import Place, Text


class Notes:
    """Collects skips and remarks while a reader works; `woven` puts them into its stream where they arose."""

    def __init__(self) -> None:
        self.waiting: list[Skip | Remark] = []
        self.quiet = False  # on when a file is read again: each broken line is told once
        self._told: set[tuple[str, str]] = set()

    def skip(self, where: Place, reason: Text, *, wrong: bool = True) -> None:
        if not self.quiet:
            self.waiting.append(Skip(where, reason, wrong))

    def remark(self, where: Place, text: Text) -> None:
        """Note something about a file, once per sentence and file."""
        key = (where.file, text.template)
        if key not in self._told:
            self._told.add(key)
            self.waiting.append(Remark(where, text))

    def unread(self, where: Place, text: Text) -> None:
        """A value of this line could not be read; the line goes in without it."""
        if not self.quiet:
            self.waiting.append(Remark(where, text))

    def woven(self, records: Iterable[Record]) -> Iterator[Record]:
        for record in records:
            if self.waiting:
                yield from self._take()
            yield record
        yield from self._take()

    def _take(self) -> list[Skip | Remark]:
        taken, self.waiting = self.waiting, []
        return taken
