"""The inverted index beside the cards, in the words of each database, and the matching over it.

SQLite: an FTS5 table without content or positions, kept in step by triggers. PostgreSQL: a generated `tsvector` with a
GIN index. Both hold the same tokens (see `tokens.py`), so both give the same answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from desireline.kit.rows.api import fetch, marks

SQLITE = (
    "CREATE VIRTUAL TABLE engines_searchindex USING fts5(tokens, content='', contentless_delete=1, detail=none,"
    " tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co M*' tokenchars ':_-'\")",
    "CREATE TRIGGER engines_search_in AFTER INSERT ON engines_searchcard BEGIN"
    " INSERT INTO engines_searchindex (rowid, tokens) VALUES (new.id, new.tokens); END",
    "CREATE TRIGGER engines_search_up AFTER UPDATE OF tokens ON engines_searchcard BEGIN"
    " UPDATE engines_searchindex SET tokens = new.tokens WHERE rowid = new.id; END",
    "CREATE TRIGGER engines_search_out AFTER DELETE ON engines_searchcard BEGIN"
    " DELETE FROM engines_searchindex WHERE rowid = old.id; END",
)
POSTGRES = (
    "ALTER TABLE engines_searchcard ADD COLUMN found_by tsvector"
    " GENERATED ALWAYS AS (array_to_tsvector(string_to_array(tokens, ' '))) STORED",
    "ALTER TABLE engines_searchcard ALTER COLUMN found_by SET STATISTICS 1000",
    "CREATE INDEX engines_search_found_by ON engines_searchcard USING gin (found_by) WITH (fastupdate = off)",
    'ALTER TABLE engines_searchterm ALTER COLUMN back TYPE varchar(50) COLLATE "C"',
    'ALTER TABLE engines_searchterm ALTER COLUMN term TYPE varchar(50) COLLATE "C"',
    'ALTER TABLE engines_searchshape ALTER COLUMN shape TYPE varchar(30) COLLATE "C"',
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token to look for, whole or (with `starts`) as a beginning."""

    text: str
    starts: bool = False


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Expression, ...]


Expression = Token | AnyOf | AllOf


def any_token(tokens: Iterable[str]) -> AnyOf:
    return AnyOf(tuple(Token(token) for token in tokens))


def begun(prefix: str, completed: Sequence[str]) -> list[Expression]:
    """What stands in titles for an unfinished word. Naming known words is quicker than looking for a beginning."""
    if not prefix:
        return []
    return [Token(f"w:{word}") for word in completed] or [Token(f"w:{prefix}", starts=True)]


def match(expression: Expression, *, limit: int) -> list[int]:
    """Ids of at most `limit` cards, newest first."""
    if connection.vendor == "sqlite":
        return [row[0] for row in fetch(_SQLITE, [_fts(expression), limit])]
    return [row[0] for row in fetch(_POSTGRES, [_tsquery(expression), limit])]


def brief(ids: Sequence[int]) -> dict[int, tuple[str, int, int]]:
    """Type, weight and size of these cards. What is gone is left out."""
    sql = f"SELECT id, type, weight, size FROM engines_searchcard WHERE id IN ({marks(ids)})"  # noqa: S608 - marks only
    return {row[0]: row[1:] for row in fetch(sql, ids)} if ids else {}


_SQLITE = (
    "SELECT rowid FROM engines_searchindex WHERE engines_searchindex MATCH %s ORDER BY rowid DESC LIMIT %s"
)
_POSTGRES = "SELECT id FROM engines_searchcard WHERE found_by @@ %s::tsquery ORDER BY id DESC LIMIT %s"


def _fts(expression: Expression) -> str:
    if isinstance(expression, Token):
        quoted = '"' + expression.text.replace('"', "") + '"'
        return quoted + "*" if expression.starts else quoted
    return _both(expression, [_fts(part) for part in expression.parts], " OR ", " AND ")


def _tsquery(expression: Expression) -> str:
    if isinstance(expression, Token):
        quoted = "'" + expression.text.replace("\\", "").replace("'", "") + "'"
        return quoted + ":*" if expression.starts else quoted
    return _both(expression, [_tsquery(part) for part in expression.parts], " | ", " & ")


def _both(expression: AnyOf | AllOf, parts: Sequence[str], either: str, each: str) -> str:
    joined = (either if isinstance(expression, AnyOf) else each).join(parts)
    return f"({joined})" if len(parts) > 1 else joined


def create(schema_editor: Any) -> None:
    """Make the index (a migration calls this)."""
    for sql in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(sql)


def drop(schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for name in ("in", "up", "out"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS engines_search_{name}")
        schema_editor.execute("DROP TABLE IF EXISTS engines_searchindex")
    else:
        schema_editor.execute("ALTER TABLE engines_searchcard DROP COLUMN IF EXISTS found_by")
