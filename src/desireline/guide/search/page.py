"""What a search page shows: hits that passed the late check, with how they stand, and what they can be narrowed by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desireline.engines.search.api import Found, Hit, Query, Source, query, sources, tokens_of
from desireline.guide.search.facets import Group, counted, groups
from desireline.guide.search.meant import meant
from desireline.guide.search.rows import Shown, unlit
from desireline.guide.search.wanted import Wanted
from desireline.kit.options.api import stamps
from desireline.people.identity.api import Person

SIZE = 15
STAMPS = ("site", "search")


@dataclass(frozen=True, slots=True)
class Page:
    wanted: Wanted
    rows: Sequence[Shown]
    tabs: Sequence[Mapping[str, Any]]
    groups: Sequence[Group]
    counts: Mapping[str, int]
    total: int
    next: str
    after: str
    loose: bool
    meant: str
    stamps: Mapping[str, int]


def search_page(wanted: Wanted, person: Person | None, *, size: int = SIZE) -> Page:
    """The page, for this reader. `stamps` are what it hangs on, read before what they vouch for."""
    base = dict(zip(STAMPS, stamps(STAMPS), strict=True))
    found = ask(wanted, person, size=size, count=counted())
    boards = sorted({f"board:{hit.extra['board']}" for hit in found.hits if "board" in hit.extra})
    numbers = dict(zip(boards, stamps(boards), strict=True)) if boards else {}
    return page_of(found, wanted, person, {**base, **numbers})


def ask(
    wanted: Wanted,
    person: Person | None,
    *,
    size: int = SIZE,
    count: tuple[str, ...] = (),
    accounts: tuple[int, ...] = (),
    browse: bool = False,
) -> Found:
    """The answer of the engine to what the address asks for."""
    return query(
        Query(
            wanted.text,
            tokens_of(person),
            types=(wanted.type,) if wanted.type else (),
            facets=wanted.facets,
            sources=wanted.sources,
            limit=size,
            after=wanted.after or None,
            accounts=accounts,
            sort=wanted.sort,
            count=count,
            browse=browse,
        )
    )


def page_of(
    found: Found, wanted: Wanted, person: Person | None, numbers: Mapping[str, int] | None = None
) -> Page:
    """The page of an answer."""
    rows = checked(found.hits, person)
    return Page(
        wanted,
        rows,
        _tabs(found, wanted),
        groups(found, wanted),
        found.counts,
        found.counts.get(wanted.type, 0) if wanted.type else sum(found.counts.values()),
        wanted.at(after=found.next) if found.next else "",
        found.next or "",
        found.loose,
        meant(wanted.text, [row.hit for row in rows]) if found.loose else "",
        numbers or {},
    )


def checked(hits: Sequence[Hit], person: Person | None) -> list[Shown]:
    """The hits that the reader may still see, whatever the index says."""
    known = sources()
    kinds = {kind: source for kind in {hit.type for hit in hits} if (source := known.get(kind)) is not None}
    asked: dict[Any, tuple[Source, dict[Any, str]]] = {}
    for hit in (
        hits
    ):  # kinds that one function looks after by whole keys, as those of connectors, are asked for at once
        if source := kinds.get(hit.type):
            who = source.seen if source.by_key else source.type
            asked.setdefault(who, (source, {}))[1][source.id_of(hit.key)] = hit.key
    seen = {
        keys[id_]: beside
        for source, keys in asked.values()
        for id_, beside in source.seen(person, list(keys)).items()
    }
    names = {kind: (str(source.label), source.icon) for kind, source in kinds.items()}
    return [Shown(hit, *names[hit.type], seen[hit.key]) for hit in hits if hit.key in seen]


def _tabs(found: Found, wanted: Wanted) -> list[dict[str, Any]]:
    kinds = [
        source
        for source in sorted(sources(), key=lambda source: source.order)
        if found.counts.get(source.type) or source.type == wanted.type
    ]
    if len(kinds) < 2 and not wanted.type:
        return []
    whole = {
        "url": wanted.at(type=""),
        "label": None,
        "count": sum(found.counts.values()),
        "current": not wanted.type,
    }
    return [
        whole,
        *(
            {
                "url": wanted.at(type=source.type),
                "label": source.label,
                "count": found.counts.get(source.type, 0),
                "current": wanted.type == source.type,
            }
            for source in kinds
        ),
    ]


def as_json(page: Page) -> dict[str, Any]:
    return {
        "query": page.wanted.text,
        "total": page.total,
        "counts": dict(page.counts),
        "facets": {
            group.key: [{"name": one.name, "count": one.count, "url": one.url} for one in group.choices]
            for group in page.groups
        },
        "loose": page.loose,
        "results": [as_row(row) for row in page.rows],
        "next": page.next or None,
    }


def as_row(row: Shown) -> dict[str, Any]:
    """A hit for programs: key, type, title, snippet, url, date and how it stands."""
    return {
        "key": row.hit.key,
        "type": row.hit.type,
        "title": unlit(row.hit.title),
        "snippet": unlit(row.hit.snippet),
        "url": row.hit.url,
        "date": _date(row.hit.date),
        **{
            name: row.beside[name]
            for name in ("support", "comments", "status", "place")
            if name in row.beside
        },
    }


def _date(date: datetime | None) -> str | None:
    return date.isoformat() if date else None
