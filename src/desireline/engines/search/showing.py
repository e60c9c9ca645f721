"""Rows of found cards as hits, with the words lit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desireline.engines.search.models import SearchCard
from desireline.engines.search.protocol import Hit
from desireline.engines.search.snippets import lit, snippet


def shown(
    ids: Sequence[int], tokens: set[str], *, starts: str = "", closeness: Mapping[int, float] | None = None
) -> list[Hit]:
    """The cards in the given order; what is gone is left out."""
    fields = ("id", "key", "type", "title", "body", "language", "url", "date", "extra")
    rows = {row[0]: row for row in SearchCard.objects.filter(id__in=ids).values_list(*fields)}
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
                date=date,
                extra=extra,
                closeness=(closeness or {}).get(id_, 1.0),
            )
        )
    return hits
