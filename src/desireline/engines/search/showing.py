"""Rows of found cards as hits, with the words lit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import orjson

from desireline.engines.search.protocol import Hit
from desireline.engines.search.snippets import lit, snippet
from desireline.kit.rows.api import fetch, marks, moment

_COLUMNS = "id, key, type, title, body, language, url, date, extra"


def shown(
    ids: Sequence[int], tokens: set[str], *, starts: str = "", closeness: Mapping[int, float] | None = None
) -> list[Hit]:
    """The cards in the given order; what is gone is left out."""
    sql = f"SELECT {_COLUMNS} FROM engines_searchcard WHERE id IN ({marks(ids)})"  # noqa: S608 - marks only
    rows = {row[0]: row for row in fetch(sql, list(ids))} if ids else {}
    hits = []
    for id_ in ids:
        if id_ not in rows:
            continue
        _id, key, kind, title, body, language, url, date, extra = rows[id_]
        hits.append(
            Hit(
                key=key,
                type=kind,
                title=lit(title, language, tokens, starts),
                snippet=snippet(body, language, tokens, starts),
                url=url,
                date=moment(date),
                extra=orjson.loads(extra) if isinstance(extra, str) else extra,
                closeness=(closeness or {}).get(id_, 1.0),
            )
        )
    return hits
