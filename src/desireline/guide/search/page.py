"""What the search page shows: hits that passed the late check, with how they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from desireline.engines.search.api import Found, Hit, Piece, Query, query, sources, tokens_of
from desireline.kit.options.api import stamps
from desireline.people.identity.api import Person

SIZE = 15
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for."""

    text: str
    type: str
    after: str

    @property
    def here(self) -> str:
        """The address to which a box adds `q`."""
        return reverse("search") + (f"?type={self.type}" if self.type else "")

    def at(self, **changes: str) -> str:
        """The address of the page with these changes; anything else but the text starts anew."""
        asked = {"q": self.text, "type": self.type, **changes}
        return f"{reverse('search')}?{urlencode({name: value for name, value in asked.items() if value})}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit and how it stands."""

    hit: Hit
    kind: str
    icon: str
    beside: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    wanted: Wanted
    rows: Sequence[Shown]
    tabs: Sequence[Mapping[str, Any]]
    counts: Mapping[str, int]
    total: int
    next: str
    loose: bool
    stamps: Mapping[str, int]


def wanted_from(given: Mapping[str, str]) -> Wanted:
    kind = given.get("type", "")
    return Wanted(
        text=" ".join(given.get("q", "").replace("\x00", " ").split())[:LONGEST],
        type=kind if kind in sources().names() else "",
        after=given.get("after", ""),
    )


def search_page(wanted: Wanted, person: Person | None, *, size: int = SIZE) -> Page:
    """The page, for this reader. `stamps` are what it hangs on, read before what they vouch for."""
    base = dict(zip(("site", "search"), stamps(("site", "search")), strict=True))
    found = query(
        Query(
            wanted.text,
            tokens_of(person),
            types=(wanted.type,) if wanted.type else (),
            limit=size,
            after=wanted.after or None,
        )
    )
    boards = sorted({f"board:{hit.extra['board']}" for hit in found.hits if "board" in hit.extra})
    numbers = dict(zip(boards, stamps(boards), strict=True)) if boards else {}
    return Page(
        wanted,
        checked(found.hits, person),
        _tabs(found, wanted),
        found.counts,
        sum(found.counts.values()),
        wanted.at(after=found.next) if found.next else "",
        found.loose,
        {**base, **numbers},
    )


def checked(hits: Sequence[Hit], person: Person | None) -> list[Shown]:
    """The hits that the reader may still see, whatever the index says."""
    known = sources()
    seen: dict[str, Mapping[str, Any]] = {}
    for kind in {hit.type for hit in hits}:
        source = known.get(kind)
        if source is not None:
            ids = {source.id_of(hit.key): hit.key for hit in hits if hit.type == kind}
            seen |= {ids[id_]: beside for id_, beside in source.seen(person, list(ids)).items()}
    return [
        Shown(hit, str(known[hit.type].label), known[hit.type].icon, seen[hit.key])
        for hit in hits
        if hit.key in seen
    ]


def _tabs(found: Found, wanted: Wanted) -> list[dict[str, Any]]:
    kinds = [
        source
        for source in sorted(sources(), key=lambda source: source.order)
        if found.counts.get(source.type)
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
                "count": found.counts[source.type],
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
        "loose": page.loose,
        "results": [
            {
                "key": row.hit.key,
                "type": row.hit.type,
                "title": _text(row.hit.title),
                "snippet": _text(row.hit.snippet),
                "url": row.hit.url,
                "date": _date(row.hit.date),
                **{
                    name: row.beside[name]
                    for name in ("support", "comments", "status", "place")
                    if name in row.beside
                },
            }
            for row in page.rows
        ],
        "next": page.next or None,
    }


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _date(date: datetime | None) -> str | None:
    return date.isoformat() if date else None
