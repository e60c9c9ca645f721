"""What the address of a search asks for, and the addresses that lead on from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote_plus

from django.urls import reverse

from desireline.engines.search.api import sources

LONGEST = 200
FILTERS = (
    "source",
    "board",
    "status",
    "future",
    "tag",
)  # each but the first narrows by the facet of its name
SORTS = ("best", "newest")


@dataclass(frozen=True, slots=True)
class Wanted:
    """`path` is that of the page that asks; `filters` holds those of FILTERS that are set."""

    text: str
    type: str = ""
    sort: str = "best"
    filters: Mapping[str, str] = field(default_factory=dict)
    after: str = ""
    path: str = "/search"

    @property
    def facets(self) -> tuple[str, ...]:
        return tuple(f"{name}:{value}" for name, value in self.filters.items() if name != "source")

    @property
    def sources(self) -> tuple[str, ...]:
        """The other system that cards are to be from."""
        return (self.filters["source"].casefold(),) if "source" in self.filters else ()

    @property
    def asked(self) -> dict[str, str]:
        """What stands in the address, without the place in the list."""
        sort = self.sort if self.sort != SORTS[0] else ""
        found = {"q": self.text, "type": self.type, **self.filters, "sort": sort}
        return {name: value for name, value in found.items() if value}

    @property
    def narrowed(self) -> dict[str, str]:
        """The same without the words."""
        return {name: value for name, value in self.asked.items() if name != "q"}

    def at(self, path: str = "", **changes: str) -> str:
        """The address with these changes, from the first page on unless `after` is one of them."""
        asked = {name: value for name, value in {**self.asked, **changes}.items() if value}
        query = "&".join(f"{name}={_quoted(value)}" for name, value in asked.items())
        return (path or self.path) + (f"?{query}" if query else "")


_quoted = lru_cache(maxsize=4096)(quote_plus)  # a page leads on in a dozen ways that share their words


def wanted_from(given: Mapping[str, str], *, path: str = "") -> Wanted:
    """Read an address; what means nothing is left out."""
    kind, sort = given.get("type", ""), given.get("sort", "")
    return Wanted(
        text=_clean(given.get("q", "")),
        type=kind if kind in sources().names() else "",
        sort=sort if sort in SORTS else SORTS[0],
        filters={name: value for name in FILTERS if (value := _clean(given.get(name, ""))[:80])},
        after=given.get("after", ""),
        path=path or reverse("search"),
    )


def _clean(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())[:LONGEST]
