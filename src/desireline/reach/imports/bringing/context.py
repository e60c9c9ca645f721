"""What the writers of one run share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from typing import Any, cast

from desireline.reach.imports.bringing.known import Known, digest_of
from desireline.reach.imports.bringing.plan import Plan
from desireline.reach.imports.sources import Source
from desireline.reach.imports.words import Place, Text

MOST = 1000
EARLY = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that did not go in, or a remark."""

    where: Place
    text: Text
    kind: str


@dataclass(slots=True)
class Run:
    """`label` names the source where the file names nothing."""

    batch: int
    plan: Plan
    known: Known
    source: Source
    now: datetime
    label: str = ""
    by: int | None = None
    counts: Counter[str] = field(default_factory=Counter)
    boards: set[int] = field(default_factory=set)
    memory: dict[str, Any] = field(default_factory=dict)  # what was found out on the way
    problems: list[Problem] = field(default_factory=list)

    def say(self, where: Place, text: Text, wrong: bool = True) -> None:
        """Note what did not go in."""
        self.note(where, text, "wrong" if wrong else "left")

    def note(self, where: Place, text: Text, kind: str) -> None:
        """`kind` is wrong, left (on purpose) or remark. All are counted, the first `MOST` kept."""
        self.counts[f"line.{kind}"] += 1
        if self.counts[f"line.{kind}"] <= MOST:
            self.problems.append(Problem(where, text, kind))

    def count(self, kind: str, what: str, number: int = 1) -> None:
        """`what` is created, found, changed or same."""
        if number:
            self.counts[f"{kind}.{what}"] += number


def digest(record: Any) -> int:
    """Of everything that a record says, but not of where it stands."""
    return digest_of(*_said(cast(Hashable, type(record)))(record))


@cache
def _said(kind: Hashable) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*(f.name for f in fields(cast(Any, kind)) if f.name != "where"))
