"""What the page tells of a search: read with care, as anybody can write it."""

from __future__ import annotations

import re
from typing import Any

import orjson

from desireline.engines.search.api import sources
from desireline.guide.search.askers import Asker
from desireline.guide.search.noting import Asked, Event
from desireline.guide.search.wanted import FILTERS, LONGEST, SORTS

MOST_HITS = 30
_QUERY = re.compile(r"[0-9a-f]{32}")


def read(body: bytes, asker: Asker) -> Asked | Event | None:
    """A search or an event, or None for anything else."""
    try:
        told = orjson.loads(body)
        query = told["query"]
        if not isinstance(query, str) or not _QUERY.fullmatch(query):
            return None
        if "action" in told:
            return _event(told, query, asker)
        return _asked(told, query, asker)
    except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError, ValueError):
        return None


def _asked(told: dict[str, Any], query: str, asker: Asker) -> Asked | None:
    text = " ".join(_clean(told["text"]).split())[:LONGEST]
    hits = tuple(key for one in told["hits"][:MOST_HITS] if (key := _clean(one)[:400]))
    filters = {name: value for name in FILTERS if (value := _clean(told["filters"].get(name, ""))[:80])}
    kind, sort = told["filters"].get("type"), told["filters"].get("sort")
    if kind in sources().names():
        filters["type"] = kind
    if sort in SORTS:
        filters["sort"] = sort
    found = min(max(int(told["total"]), 0), 10**9)
    return Asked(query, asker, text, filters, hits, found) if len(text) > 1 else None


def _event(told: dict[str, Any], query: str, asker: Asker) -> Event | None:
    if told["action"] != "click":
        return None
    position = min(max(int(told.get("position", 0)), 0), 1000)
    return Event(query, asker, "click", _clean(told["object"])[:400], position)


def _clean(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value.replace("\x00", "")
