"""What the pages of the line of sight show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from desireline.futures.futures.api import Future, shown
from desireline.kit.paging.api import Page, decode, page_of
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may
from desireline.prove.sight.drawing import draw
from desireline.prove.sight.folding import BOXES, fold
from desireline.prove.sight.graph import Graph, Node, beneath, graph_for, kind_of, kinds
from desireline.prove.sight.outline import outline
from desireline.prove.sight.readings import READINGS, Reading, read, read_from, starting

VIEWS = ("", "map", "outline", "table")
SIZE, DEEP = 60, 400  # rows of a table; lines of an outline that stands below a map
SORTS: dict[str, Callable[[Line], Any]] = {
    "name": lambda line: line.node.label.casefold(),
    "kind": lambda line: line.place,
    "below": lambda line: -line.below,
    "above": lambda line: -line.above,
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: how much serves the node, and what it serves directly."""

    node: Node
    kind: str
    place: int
    below: int
    above: int
    serves: list[Node]


def sight_page(person: Person | None, given: Mapping[str, str]) -> dict[str, Any]:
    """The page of all futures, or of one: `future`, `view`, `reading`, `open` and `shut` in the address."""
    futures = list(shown(person).order_by("position", "id"))
    wanted = given.get("future", "")
    future = next((one for one in futures if one.slug == wanted), None)
    if wanted and future is None:
        raise Http404
    view, reading = given.get("view", ""), given.get("reading", "all")
    if view not in VIEWS or reading not in READINGS:
        raise Http404
    graph = graph_for(person, future=future)
    kept = {"future": wanted, "view": view, "reading": "" if reading == "all" else reading}
    found: dict[str, Any] = {
        "futures": futures,
        "future": future,
        "graph": graph,
        "view": view,
        "reading": reading,
        "readings": _choices(READINGS, "reading", reading, kept),
        # Without a choice a screen shows the map and a phone the outline: each marks its own.
        "views": _choices(_view_words(), "view", view or "map", kept),
        "views_narrow": None if view else _choices(_view_words(), "view", "outline", kept),
        **_kinds(),
        "team": may(person, Permission.SEE_PORTFOLIO),
    }
    if view == "table":
        return found | {"page": _table(graph, given), "sort": _sort(given), "link": _linker(kept)}
    seen = read(graph, future, reading)
    title = future.title if future else _("Where our customers want to be")
    drawn = _drawn(seen, given, reverse("sight"), kept, title)
    most = BOXES if view == "outline" else DEEP
    return found | drawn | {"branches": outline(drawn["seen"], drawn["folding"], most=most)}


def node_page(person: Person | None, kind: str, pk: int, given: Mapping[str, str]) -> dict[str, Any]:
    """One node with what it serves and what serves it. 404 for what the reader may not see."""
    graph = graph_for(person)
    node, what = graph.nodes.get(f"{kind}:{pk}"), kind_of(kind)
    if node is None or what is None or kind in ("metric", "attainment"):
        raise Http404
    below, above = beneath(graph, node.key), beneath(graph, node.key, upward=True)
    drawn = _drawn(read_from(graph, node.key), given, reverse("sight_node", args=[kind, pk]), {}, node.label)
    both = outline(drawn["seen"], drawn["folding"], most=DEEP)
    return {
        "node": node,
        "kind": what,
        **_kinds(),
        "below": len(below),
        "above": [graph.nodes[key] for key in above if graph.nodes[key].kind == "future"],
        "reaches": any(graph.nodes[key].kind == "future" for key in (node.key, *above)),
        **drawn,
        "up": [one for one in both if one.side < 0],
        "down": [one for one in both if one.side > 0],
    }


def _choices(
    words: Mapping[str, Any], name: str, current: str, kept: Mapping[str, str]
) -> list[dict[str, Any]]:
    link = _linker(kept)
    return [
        {"url": link(**{name: "" if key == "all" else key}), "label": word, "current": key == current}
        for key, word in words.items()
    ]


def _kinds() -> dict[str, Any]:
    found = kinds()
    marks = {kind.key: kind.icon for kind in found}
    return {"kinds": found, "marks": marks | {"who": "users", "rest": "ellipsis"}}


def _view_words() -> dict[str, str]:
    return {"map": _("Mind map"), "outline": _("Outline"), "table": _("Table")}


def _linker(kept: Mapping[str, str]) -> Callable[..., str]:
    def link(**changed: str) -> str:
        params = {name: value for name, value in {**kept, **changed}.items() if value}
        return f"{reverse('sight')}?{urlencode(params)}" if params else reverse("sight")

    return link


def _drawn(
    seen: Reading, given: Mapping[str, str], address: str, kept: Mapping[str, str], title: str
) -> dict[str, Any]:
    after = given.get("after", "")
    whole, seen = seen, starting(seen, after)
    later = seen is not whole
    said = {name: value for name, value in {**kept, "after": after if later else ""}.items() if value}
    folding, places = fold(seen, given, address=address, kept=said)
    drawing = None
    if kept.get("view") != "outline":
        drawing = draw(seen, places, folding, title=title, mirrored=get_language_bidi())
    return {
        "seen": seen,
        "drawing": drawing,
        "folding": folding,
        "before": len(whole.down[whole.root]) - len(seen.down[seen.root]),
        "steps": seen.steps,
        "flagged": [seen.nodes[key] for key in seen.flagged],
    }


def _sort(given: Mapping[str, str]) -> str:
    wanted = given.get("sort", "kind")
    return wanted if wanted in SORTS else "kind"


def _table(graph: Graph, given: Mapping[str, str]) -> Page[Line]:
    names = {kind.key: (place, str(kind.name)) for place, kind in enumerate(kinds())}
    rows = [
        Line(
            node,
            names[node.kind][1],
            names[node.kind][0],
            len(beneath(graph, key)),
            len(graph.up.get(key, ())),
            [graph.nodes[one] for one in graph.up.get(key, ())[:3]],
        )
        for key, node in graph.nodes.items()
    ]
    by = SORTS[_sort(given)]

    def at(line: Line) -> list[Any]:
        return [by(line), line.node.key]

    rows.sort(key=at)
    after = decode(given.get("after"), length=2)
    if after and type(after[1]) is str and (not rows or type(after[0]) is type(by(rows[0]))):
        rows = [row for row in rows if at(row) > after]
    return page_of(rows[: SIZE + 1], size=SIZE, key=at)


def link_of(future: Future) -> str:
    """The line of sight of a future."""
    return f"{reverse('sight')}?future={future.slug}"
