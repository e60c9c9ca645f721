"""The filters of a search in words: what was found can be narrowed by where it is from, its board, status and tags.

A name is shown only of what was counted among the cards that the reader may find: an address with the number of a
hidden board says nothing about it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.engines.search.api import Found
from desireline.futures.futures.api import Future
from desireline.guide.connectors.api import known
from desireline.guide.search.wanted import FILTERS, Wanted
from desireline.kit.options.memory import remembered
from desireline.listen.boards.api import Board, shown_statuses

MOST = 12
PLAIN = ("tag", "source")  # counted under their own name; all others are `name:value` words
LABELS = {
    "source": _("Where from"),
    "board": _("Board"),
    "status": _("Status"),
    "future": _("Future"),
    "tag": _("Tag"),
}
ICONS = {"source": "link", "board": "layout-grid", "status": "circle-dot", "future": "compass", "tag": "tag"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to narrow by; `url` sets it, or takes it away where it is set."""

    name: str
    count: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The values of a filter; `chosen` is the name of the one that is set."""

    key: str
    label: Any
    choices: Sequence[Choice]
    chosen: str | None
    without: str


def counted() -> tuple[str, ...]:
    """What a search counts for the filters: other systems only where there are any."""
    return ("tag", "facet", "source") if known().sources else ("tag", "facet")


def groups(found: Found, wanted: Wanted) -> list[Group]:
    """The filters that narrow what was found, and those that are set."""
    counts = _counts(found)
    total = _total(found, wanted)
    made = (_group(key, counts.get(key, {}), total, wanted) for key in FILTERS)
    return [group for group in made if group is not None]


def _counts(found: Found) -> dict[str, dict[str, int]]:
    counts = {
        name: {value: count for value, count in found.facets.get(name, {}).items() if value} for name in PLAIN
    }
    for facet, count in found.facets.get("facet", {}).items():
        key, _colon, value = facet.partition(":")
        if key not in PLAIN:
            counts.setdefault(key, {})[value] = count
    return counts


def _total(found: Found, wanted: Wanted) -> int:
    return found.counts.get(wanted.type, 0) if wanted.type else sum(found.counts.values())


def _group(key: str, counts: Mapping[str, int], total: int, wanted: Wanted) -> Group | None:
    chosen = wanted.filters.get(key)
    if chosen is None and not any(count < total for count in counts.values()):
        return None
    names = _names(key, counts)
    same = chosen.casefold() if chosen is not None else None
    choices = [
        Choice(names[value], count, wanted.at(**{key: value}), value.casefold() == same)
        for value, count in list(counts.items())[:MOST]
        if value in names
    ]
    if chosen is None and not choices:
        return None
    named = next((choice.name for choice in choices if choice.current), "")
    if chosen is not None and not named and key == "tag":
        named = chosen  # a word that the reader wrote
    return Group(key, LABELS[key], choices, None if chosen is None else named, wanted.at(**{key: ""}))


def _names(key: str, values: Mapping[str, int]) -> dict[str, str]:
    if key == "board":
        return {value: name for value in values if (name := _boards().get(value))}
    if key == "future":
        return {value: name for value in values if (name := _futures().get(value))}
    if key == "status":
        statuses = {status.slug: status.name for status in shown_statuses().values()}
        return {value: statuses.get(value, value) for value in values}
    if key == "source":
        named = known().sources
        return {value: named[value].label if value in named else value for value in values}
    return {value: value for value in values}


@remembered
def _boards() -> dict[str, str]:
    return {str(pk): name for pk, name in Board.objects.values_list("pk", "name")}


@remembered
def _futures() -> dict[str, str]:
    return {str(pk): title for pk, title in Future.objects.values_list("pk", "title")}
