"""What a comment must be like, whom it mentions, and how a thread is laid out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

LONGEST = 10_000


def mentioned(body: str, names: Mapping[int, str]) -> set[int]:
    """Ids of the people whose name stands in the text after an @. A longer name wins over its beginning."""
    found: set[int] = set()
    taken: list[tuple[int, int]] = []
    for pk, name in sorted(names.items(), key=lambda item: -len(item[1])):
        if not name.strip():
            continue
        for match in re.finditer(rf"(?<!\w)@{re.escape(name)}(?!\w)", body, re.IGNORECASE):
            inside = any(start < match.end() and match.start() < end for start, end in taken)
            same = any((start, end) == match.span() for start, end in taken)
            if same or not inside:
                found.add(pk)
                taken.append(match.span())
    return found


def emphasise(body: str, names: Iterable[str]) -> str:
    """The Markdown text with the @names of the thread in bold."""
    known = sorted({name for name in names if name.strip()}, key=len, reverse=True)
    if not known or "@" not in body:
        return body
    pattern = "|".join(re.escape(name) for name in known)
    return re.sub(rf"(?<![\w*`])@({pattern})(?!\w)", r"**@\1**", body, flags=re.IGNORECASE)


@dataclass(slots=True)
class Node:
    """A comment with what stands below it. `row` is None for one that the reader may not see."""

    pk: int
    row: Mapping[str, Any] | None
    replies: list[Node] = field(default_factory=list)
    more: int | None = None


def lay_out(
    tops: Sequence[int], rows: Mapping[int, Mapping[str, Any]], under: Mapping[int, list[int]]
) -> list[Node]:
    """Two levels: the tops in order, each with everything below it by age. Gaps without an answer fall away."""
    shown: list[Node] = []
    for top in tops:
        below = [Node(pk, rows[pk]) for pk in under.get(top, []) if pk in rows]
        if top in rows or below:
            shown.append(Node(top, rows.get(top), below))
    return shown
