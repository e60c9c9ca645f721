"""Where the boxes of a drawing and the lines of an outline lead."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from desireline.kit.pages.numbers import number
from desireline.maths.tree import REST, Tree
from desireline.prove.sight.folding import Folding
from desireline.prove.sight.graph import Node
from desireline.prove.sight.readings import Reading

ALONE = frozenset(
    ("core", "who", "metric", "attainment", "rest")
)  # kinds without a line of sight of their own


def sight_of(node: Node) -> str:
    """Where a click on a node leads: its own line of sight, or what it is about."""
    return node.url if node.kind in ALONE else f"/sight/{node.kind}/{node.id}"


def said_at(reading: Reading, shown: Tree) -> list[Node]:
    """The node at each place; one that says how many more there are where a branch was too wide."""
    language = get_language() or "en"
    return [
        Node("rest", place, rest_words(below, language)) if key.startswith(REST) else reading.nodes[key]
        for place, (key, below) in enumerate(zip(shown.keys, shown.below, strict=True))
    ]


@lru_cache(maxsize=512)
def rest_words(count: int, language: str) -> str:
    return ngettext("%(num)s more", "%(num)s more", count) % {"num": number(count)}


class Ways:
    """The links of one drawing."""

    def __init__(self, reading: Reading, shown: Tree, folding: Folding) -> None:
        self._reading, self._shown, self._folding = reading, shown, folding
        self._opened = set(shown.parents)
        self._language = get_language() or "en"
        self._to_fold = _("Fold “%(name)s”")

    def of(self, place: int, node: Node) -> str:
        """Where the box leads."""
        if node.kind == "rest":
            return self._rest(place)
        return sight_of(node) if place else node.url

    def _rest(self, place: int) -> str:
        """What is left of a branch stands on the page of what it hangs on, after the last one that is here."""
        shown = self._shown
        parent = shown.parents[place]
        before = place - 1
        while shown.parents[before] != parent:
            before = shown.parents[before]
        last = shown.keys[before]
        if parent == 0:
            return self._folding.onward(last)
        page = self.page(parent)
        goes_on = self._reading.nodes[shown.keys[parent]].kind not in ALONE and not self._reading.steps
        return f"{page}?after={last}" if goes_on else page  # other readings hang it elsewhere: from the top

    def page(self, place: int) -> str:
        """The page on which a branch has all the room: its own, or that of the nearest above it."""
        shown = self._shown
        while place:
            node = self._reading.nodes[shown.keys[place]]
            if node.kind not in ALONE:
                return sight_of(node)
            place = shown.parents[place]
        return self._folding.first()

    def fold(self, place: int, node: Node) -> tuple[bool, str, str]:
        """Whether a branch shows, where its dot leads, and the words for it. What found no room opens on its page."""
        opened, below = place in self._opened, self._shown.below[place]
        key = self._shown.keys[place]
        words = self._to_fold if opened else _to_open(below, self._language)
        fits = opened or key not in self._folding.opened
        return (
            opened,
            self._folding.turned(key) if fits else self.page(place),
            words % {"name": node.label, "n": below},
        )


@lru_cache(maxsize=512)
def _to_open(below: int, language: str) -> str:
    """The words of a fold, looked up once for each number."""
    return ngettext("Open “%(name)s”: %(n)s below", "Open “%(name)s”: %(n)s below", below)
