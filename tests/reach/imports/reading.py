"""Short ways to read an archive in a test."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, TypeVar

from desireline.reach.imports import registry
from desireline.reach.imports.guards import LIMITS, Limits
from desireline.reach.imports.records import ORDER, Record, Remark, Skip
from desireline.reach.imports.sources import open_source

T = TypeVar("T")


def everything(
    *paths: Path, expect: str = "", limits: Limits = LIMITS, mapping: dict[str, Any] | None = None
) -> list[Record]:
    with open_source(*paths, limits=limits) as source:
        found = registry.detect(source)[0].format
        assert not expect or found.key == expect
        return list(registry.read(source, found, mapping=mapping))


def only(records: list[Record], kind: type[T]) -> list[T]:
    return [record for record in records if isinstance(record, kind)]


def by_id(records: list[Record], kind: type[T]) -> dict[str, T]:
    return {record.source_id: record for record in only(records, kind)}  # type: ignore[attr-defined]


def counts(records: list[Record]) -> Counter[str]:
    return Counter(type(record).__name__ for record in records)


def said(records: list[Record]) -> str:
    return "\n".join(
        f"{record.where} {record.reason if isinstance(record, Skip) else record.text}"
        for record in records
        if isinstance(record, (Skip, Remark))
    )


def in_order(records: list[Record]) -> bool:
    """Nothing refers to what did not come before."""
    seen: dict[str, set[str]] = {kind.__name__: set() for kind in ORDER}
    refers = {
        "author": "Person",
        "responder": "Person",
        "person": "Person",
        "cast_by": "Person",
        "by": "Person",
        "idea": "Idea",
        "board": "Board",
        "status": "Status",
        "parent": "Comment",
        "into": "Idea",
        "comment": "Comment",
    }
    for record in records:
        for name, kind in refers.items():
            value = getattr(record, name, "")
            if value and value not in seen[f"{kind}Record"]:
                raise AssertionError(f"{record} refers to a {kind} that did not come yet: {value}")
        for tag in getattr(record, "tags", ()):
            assert tag in seen["TagRecord"], record
        for account in getattr(record, "accounts", ()):
            assert account in seen["AccountRecord"], record
        if hasattr(record, "source_id"):
            seen[type(record).__name__].add(record.source_id)
    return True
