"""Whether cards are still what was told of them, found out without making them.

They are, as long as nothing landed anywhere, the SELECT is the same and says nothing of the hour or of chance, and the
customers are who they were.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desireline.engines.warehouse import notes
from desireline.engines.warehouse.place import file_of, name_of, opened

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Match = tuple[str, int]  # a key of theirs, an id of ours
Resolve = Callable[[Sequence[str]], Iterable[Match]]
WHOM = ("account", "person")
CLOCKS = frozenset(("current_date", "current_time", "current_timestamp", "localtime", "localtimestamp"))
_WORD = re.compile(r"[a-z_][a-z0-9_]*", re.I)


def same(home: Path, *, name: str, select: str, resolve: Mapping[str, Resolve], generation: str) -> bool:
    """Whether the cards called `name` are those that were told as `generation`. When in doubt they are not."""
    if not generation or not file_of(home).exists():
        return False
    with opened(home) as warehouse:
        notes.prepare(warehouse)
        row = warehouse.execute(
            "SELECT generation, mark FROM desireline.told WHERE cards = ?", [name]
        ).fetchone()
        if row is None or row[0] != generation or not row[1]:
            return False
        keys = warehouse.execute(f"SELECT what, key FROM {_keys(name)}").fetchall()
        asked = {whom: [key for what, key in keys if what == whom] for whom in WHOM}
        whose = {
            whom: list(dict(resolve[whom](asked[whom])).items()) if whom in resolve and asked[whom] else []
            for whom in WHOM
        }
        return bool(row[1] == mark(warehouse, select, whose))


def mark(warehouse: DuckDBPyConnection, select: str, whose: Mapping[str, Sequence[Match]]) -> str:
    """What is the same as long as the cards are; empty where that cannot be told."""
    if _moves(warehouse, select):
        return ""
    landed = warehouse.execute(
        "SELECT source, name, state, CAST(noted AS VARCHAR) FROM desireline.landed ORDER BY source, name"
    ).fetchall()
    return notes.word([select, landed, {whom: sorted(whose.get(whom, ())) for whom in WHOM}])


def remember(warehouse: DuckDBPyConnection, name: str, generation: str, marked: str) -> None:
    """Note what was told, and whom it named. In the caller's transaction, while the table `now` is there."""
    named = " UNION ".join(
        f"SELECT '{whom}' AS what, {whom}_key AS key FROM now WHERE {whom}_key IS NOT NULL" for whom in WHOM
    )
    warehouse.execute(f"CREATE OR REPLACE TABLE {_keys(name)} AS {named}")
    warehouse.execute(
        "INSERT OR REPLACE INTO desireline.told (cards, generation, noted, mark) VALUES (?, ?, now(), ?)",
        [name, generation, marked],
    )


def _keys(name: str) -> str:
    return name_of("desireline", f"named_{name}")


def _moves(warehouse: DuckDBPyConnection, select: str) -> bool:
    """Whether the SELECT may give other rows from the same tables: it says “now” or “random”, in whatever words."""
    rows = warehouse.execute(
        "SELECT DISTINCT function_name FROM duckdb_functions() WHERE stability <> 'CONSISTENT'"
    )
    moving = CLOCKS.union(name for (name,) in rows.fetchall())
    made = warehouse.execute(
        "SELECT DISTINCT function_name, macro_definition FROM duckdb_functions() WHERE macro_definition IS NOT NULL"
    )
    moving |= {name for name, means in made.fetchall() if moving & _words(means)}
    return bool(moving & _words(select))


def _words(sql: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(sql)}
