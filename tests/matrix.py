"""The permission matrix: every route, for eight people. The rows lie beside each feature's tests, in `matrix.py`."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.cast import Cast

PRINCIPALS = ("anonymous", "customer", "other", "contributor", "team", "steward", "admin", "blocked")
Make = Callable[[Cast], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Row:
    """One route and method, and the status that each of PRINCIPALS gets (`"*"` for those not named).

    `make(cast)` brings what the route needs and returns `kwargs` and `query` of the address (or the whole `path`),
    `data` of the form, and `extra` for the test client. `note` tells rows of the same route and method apart.
    """

    route: str
    method: str = "GET"
    make: Make | None = None
    expect: Mapping[str, int] = field(default_factory=dict)
    note: str = ""

    def expected(self, principal: str) -> int:
        """The status for one of PRINCIPALS. KeyError where the row leaves it open."""
        return self.expect[principal] if principal in self.expect else self.expect["*"]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.method, self.route, self.note)))


def collect() -> list[Row]:
    """All rows of all `tests/**/matrix.py`."""
    root = Path(__file__).parent
    found: list[Row] = []
    for path in sorted(root.glob("*/**/matrix.py")):
        module = importlib.import_module(".".join(("tests", *path.relative_to(root).with_suffix("").parts)))
        found += module.ROWS
    return found


def person(cast: Cast, principal: str) -> Any:
    """Who of the cast stands for the principal; None for the anonymous reader."""
    names = dict(zip(PRINCIPALS, (None, "carla", "otto", "cora", "tom", "stella", "ada", "bob"), strict=True))
    name = names[principal]
    return getattr(cast, name) if name else None


def routes(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Name and path of every route of the URLconf."""
    from django.urls import URLResolver, get_resolver

    for item in patterns if patterns is not None else get_resolver().url_patterns:
        path = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from routes(item.url_patterns, path)
        else:
            yield item.name or path, path
