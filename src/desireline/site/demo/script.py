"""Reads a demo's folder of TOML into a `Script`, or says which file and key is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from . import said, shapes, told
from .check import check
from .reading import ScriptError, Table

__all__ = ["BANK", "ScriptError", "load"]

BANK = Path(__file__).parent / "bank"
T = TypeVar("T")


def load(folder: Path = BANK) -> shapes.Script:
    """Reads and checks every text of the demo in `folder`; raises `ScriptError` that names file and key."""
    brand = _brand(Table.of_file(folder / "brand.toml", root=folder))
    segments = tuple(segment.key for segment in brand.segments)
    listen = Table.of_file(folder / "listen.toml", root=folder)
    statuses, tags, boards = (
        _all(listen, "status", told.status),
        _all(listen, "tag", told.tag),
        _all(listen, "board", told.board),
    )
    listen.done()
    ideas = tuple(
        idea
        for table in _files(folder, "ideas")
        for idea in _only(table, "idea", lambda row: said.idea(row, segments=segments))
    )
    script = shapes.Script(
        brand=brand,
        cast=_file(folder, "cast.toml", "member", told.member),
        accounts=_file(folder, "accounts.toml", "accounts", lambda row: told.account(row, segments=segments)),
        names=told.names(Table.of_file(folder / "names.toml", root=folder)),
        futures=_file(folder, "futures.toml", "future", told.future),
        outcomes=_file(folder, "outcomes.toml", "outcome", lambda row: told.outcome(row, segments=segments)),
        statuses=statuses,
        tags=tags,
        boards=boards,
        ideas=ideas,
        comments=_comments(folder, {idea.key: idea for idea in ideas}),
    )
    check(script)
    return script


def _brand(table: Table) -> shapes.Brand:
    brand = shapes.Brand(
        name=table.text("name"),
        claim=table.text("claim"),
        hue=int(table.number("hue", high=360)),
        voice=table.text("voice"),
        start_title=table.text("start_title"),
        start_text=table.text("start_text"),
        simulated=table.text("simulated"),
        seed=table.whole("seed"),
        segments=_all(table, "segment", lambda row: shapes.Segment(row.text("key"), row.text("name"))),
    )
    table.done()
    return brand


def _comments(folder: Path, ideas: dict[str, shapes.Idea]) -> tuple[shapes.Comment, ...]:
    return tuple(
        comment
        for table in _files(folder, "comments")
        for thread in _only(table, "thread", lambda row: said.thread(row, ideas=ideas))
        for comment in thread
    )


def _all(table: Table, key: str, make: Callable[[Table], T]) -> tuple[T, ...]:
    made = []
    for row in table.tables(key):
        made.append(make(row))
        row.done()
    return tuple(made)


def _only(table: Table, key: str, make: Callable[[Table], T]) -> tuple[T, ...]:
    made = _all(table, key, make)
    table.done()
    return made


def _file(folder: Path, name: str, key: str, make: Callable[[Table], T]) -> tuple[T, ...]:
    return _only(Table.of_file(folder / name, root=folder), key, make)


def _files(folder: Path, name: str) -> Sequence[Table]:
    return [Table.of_file(path, root=folder) for path in sorted((folder / name).glob("*.toml"))]
