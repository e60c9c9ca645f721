"""Readings of the one graph: all of it, as an impact map, as an opportunity-solution tree, from one node both ways."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desireline.futures.futures.api import Future
from desireline.futures.outcomes.api import CustomerScenario
from desireline.kit.text.api import excerpt
from desireline.maths.tree import Tree, reduced, unfolded
from desireline.prove.sight.graph import Graph, Node, beneath, only

READINGS: dict[str, Any] = {
    "all": gettext_lazy("Line of sight"),
    "impact": gettext_lazy("Impact map"),
    "opportunities": gettext_lazy("Opportunity tree"),
}
CORE = "core:0"
UP = "^"  # begins the key of what a node serves, where both ways are shown


@dataclass(frozen=True, slots=True)
class Reading:
    """What hangs on what from the customer at the core on. `flagged` keys: what this reading finds missing above them.

    `steps` names the levels from the core on; `sides` shares out the first level, where the reading says how.
    """

    nodes: dict[str, Node]
    root: str
    down: dict[str, list[str]]
    steps: tuple[str, ...] = ()
    flagged: dict[str, str] = field(default_factory=dict)
    sides: dict[str, int] | None = None

    @property
    def tree(self) -> Tree:
        """All of it, every branch open."""
        return unfolded(self.root, self.down)


def core_of(graph: Graph, future: Future | None) -> Node:
    """The customer's context: of one future, or of all."""
    if future is None:
        return Node("core", 0, _("Where our customers want to be"))
    context = excerpt(future.present_context, length=110) if future.present_context else ""
    node = graph.nodes.get(f"future:{future.pk}")
    return Node("core", 0, future.title, node.url if node else "", context)


def read_all(graph: Graph, future: Future | None) -> Reading:
    """Everything, without shortcuts: an idea that a theme holds stands below the theme."""
    down = reduced(graph.down)
    return Reading(*_with_core(graph, future, graph.nodes, down))


def _with_core(
    graph: Graph, future: Future | None, nodes: dict[str, Node], down: dict[str, list[str]]
) -> tuple[dict[str, Node], str, dict[str, list[str]]]:
    futures = [node.key for node in graph.of("future")]
    top = [key for one in futures for key in down.get(one, ())] if future else futures
    return {**nodes, CORE: core_of(graph, future)}, CORE, {**down, CORE: top}


def read_impact(graph: Graph, future: Future | None) -> Reading:
    """Why, who, how, what (impact map, Adzic): the future; whose scenario it is; the change for them; what we make."""
    down = only(graph, ("future", "outcome", "project"))
    who: dict[int, list[str]] = {}
    rows = CustomerScenario.objects.filter(outcome__in=graph.ids("outcome")).order_by("position", "id")
    for outcome, title in rows.values_list("outcome_id", "title"):
        who.setdefault(outcome, []).append(" ".join(title.split()))
    nodes, added = dict(graph.nodes), dict(down)
    actors: dict[tuple[str, str], str] = {}
    for top in graph.of("future"):
        added[top.key] = []
        for key in down[top.key]:
            for name in dict.fromkeys(who.get(graph.nodes[key].id, [])) or [_("Everyone concerned")]:
                if (top.key, name) not in actors:
                    actor = Node("who", len(actors) + 1, name)
                    actors[top.key, name] = actor.key
                    nodes[actor.key], added[actor.key] = actor, []
                    added[top.key].append(actor.key)
                added[actors[top.key, name]].append(key)
    steps: tuple[str, ...] = (_("Who"), _("How"), _("What"))
    steps = (_("Why"), *steps) if future else (_("Core"), _("Why"), *steps)
    return Reading(*_with_core(graph, future, nodes, added), steps)


def read_opportunities(graph: Graph, future: Future | None) -> Reading:
    """Outcome, opportunities, solutions, assumption tests (opportunity-solution tree, Torres).

    A solution without an opportunity above it is flagged.
    """
    kinds = ("future", "outcome", "theme", "idea", "project", "test")
    down = reduced(only(graph, kinds))
    flagged = {
        key: _("No need of a customer stands above this solution.")
        for outcome in graph.of("outcome")
        for key in down.get(outcome.key, ())
        if graph.nodes[key].kind == "project"
    }
    nodes = graph.nodes | {key: graph.nodes[key]._replace(weak=True) for key in flagged}
    steps = (_("Outcome"), _("Opportunities"), _("Solutions"), _("Assumption tests"))
    return Reading(*_with_core(graph, future, nodes, down), steps, flagged)


def read_from(graph: Graph, key: str) -> Reading:
    """One node at the core: on one side what it serves, up to the future; on the other what serves it."""
    above, below = beneath(graph, key, upward=True), beneath(graph, key)
    up = reduced({one: graph.up.get(one, []) for one in (key, *above)})
    down = reduced({one: graph.down.get(one, []) for one in (key, *below)})
    nodes = graph.nodes | {f"{UP}{one}": graph.nodes[one] for one in above}
    first = [f"{UP}{one}" for one in up[key]]
    sides = dict.fromkeys(down[key], 1) | dict.fromkeys(first, -1)
    edges = down | {f"{UP}{one}": [f"{UP}{other}" for other in up[one]] for one in above}
    edges[key] = [*first, *down[key]]
    return Reading(nodes, key, edges, (), {}, sides)


def starting(reading: Reading, after: str) -> Reading:
    """The same without what stands at the core up to the key `after`: where a page goes on. All of it without one."""
    first = reading.down[reading.root]
    if after not in first:
        return reading
    gone = {one for one in first[: first.index(after) + 1] if one.startswith(UP) == after.startswith(UP)}
    kept = [one for one in first if one not in gone]
    return replace(reading, down=reading.down | {reading.root: kept})


def read(graph: Graph, future: Future | None, wanted: str) -> Reading:
    """One of READINGS."""
    how = {"impact": read_impact, "opportunities": read_opportunities}.get(wanted, read_all)
    return how(graph, future)
