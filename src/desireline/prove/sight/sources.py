"""What the graph is made of today: futures, outcomes and how far they are reached, themes, ideas, projects, tests."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from desireline.codevelop.projects.api import Project, ProjectOrigin
from desireline.futures.futures.api import Future, shown
from desireline.futures.outcomes.api import DesiredOutcome
from desireline.listen.addresses import address_of
from desireline.listen.ideas.api import Idea
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may
from desireline.prove.sight.graph import MOST, SIGHT, Graph, Kind, Node, Source
from desireline.prove.sight.words import measure_words, stage_words
from desireline.understand.themes.api import Level, Saying, Theme, ThemeOutcome

L = gettext_lazy


def futures(graph: Graph, person: Person | None, future: Future | None) -> None:
    rows = shown(person).filter(pk=future.pk) if future else shown(person)
    for row in rows.order_by("position", "id").only("id", "slug", "title", "position"):
        graph.add(Node("future", row.pk, row.title, f"/futures/{row.slug}", weight=-row.position))


def outcomes(graph: Graph, person: Person | None, future: Future | None) -> None:
    """Outcomes with how many spoke and reached them, and a node for what is measured. Three queries."""
    rows = DesiredOutcome.objects.visible_to(person).filter(future__in=graph.ids("future"))
    told = ("pk", "future_id", "slug", "statement", "measure", "baseline", "target", "unit", "position")
    found = list(rows.order_by("position", "id").values_list(*told, named=True))
    counted = DesiredOutcome.objects.filter(pk__in=[row.pk for row in found]).order_by().values("pk")
    raters = dict(counted.annotate(n=Count("ratings")).values_list("pk", "n"))
    reached = dict(counted.annotate(n=Count("attainments")).values_list("pk", "n"))
    language = get_language() or "en"
    for row in found:
        spoke, done = max(raters[row.pk], reached[row.pk]), reached[row.pk]
        note = _rated(raters[row.pk], language)
        url = f"/outcomes/{row.slug}"
        key = graph.add(
            Node(
                "outcome",
                row.pk,
                row.statement,
                url,
                note if spoke else _("nobody rated it yet"),
                -row.position,
                weak=not spoke,
            )
        )
        graph.link(f"future:{row.future_id}", key)
        if row.measure:
            graph.link(key, graph.add(Node("metric", row.pk, row.measure, url, measure_words(row))))
        if done:
            label = _("%(done)s of %(all)s have reached it") % {"done": done, "all": spoke}
            graph.link(key, graph.add(Node("attainment", row.pk, label, url, weight=done)))


def themes(graph: Graph, person: Person | None, future: Future | None) -> None:
    """Themes that are about an outcome, and in which the reader may see something. Two queries."""
    if not may(person, Permission.SEE_LANDSCAPE):
        return
    rows = ThemeOutcome.objects.filter(outcome__in=graph.ids("outcome"), theme__gone__isnull=True)
    links = list(rows.values_list("outcome_id", "theme_id", "theme__level"))
    seen = Saying.objects.visible_to(person)
    heard = Q(pk__in=[])
    for level in map(Level, sorted({level for _outcome, _theme, level in links})):
        heard |= Q(Exists(seen.filter(**{level.column: OuterRef("pk")})), level=level)
    found = Theme.objects.filter(heard, pk__in={theme for _outcome, theme, _level in links})
    for pk, name, own in found.values_list("pk", "name", "own_name"):
        graph.add(Node("theme", pk, own or name, f"/themes/{pk}"))
    for outcome, theme, _level in links:
        graph.link(f"outcome:{outcome}", f"theme:{theme}")


def ideas(graph: Graph, person: Person | None, future: Future | None) -> None:
    """Ideas that serve an outcome, the most supported ones, and in which themes they are. Two or three queries."""
    wanted = Idea.objects.visible_to(person).filter(state=Idea.State.PUBLISHED, archived=False)
    rows = wanted.filter(  # futures are few: of outcomes, SQLite would try each one for each idea
        outcome_links__outcome__future__in=graph.ids("future"), outcome_links__outcome__archived__isnull=True
    )
    links = _add_ideas(graph, rows, "outcome_links__outcome_id")
    if len(links) > MOST:
        graph.cut["idea"] = rows.values("pk").distinct().count() - len(graph.ids("idea"))
    for idea, outcome in links[:MOST]:
        graph.link(f"outcome:{outcome}", f"idea:{idea}")
    under_themes(graph, graph.ids("idea"))


def _add_ideas(graph: Graph, rows: Any, along: str) -> list[tuple[int, int]]:
    found = rows.annotate(support=F("votes") + F("imported_votes")).order_by("-support", "pk")
    links, language = list[tuple[int, int]](), get_language() or "en"
    for pk, slug, title, support, status, other in found.values_list(
        "pk", "slug", "title", "support", "status__name", along
    )[: MOST + 1]:
        if len(links) < MOST:
            note = f"{status} · {_votes(support, language)}"
            graph.add(Node("idea", pk, title, address_of(pk, slug), note, support))
        links.append((pk, other))
    return links


@lru_cache(maxsize=2048)
def _votes(count: int, language: str) -> str:
    """Looked up once for each number: thousands of nodes say it."""
    return ngettext("%(n)s vote", "%(n)s votes", count) % {"n": count}


@lru_cache(maxsize=512)
def _rated(count: int, language: str) -> str:
    return ngettext("%(n)s person rated it", "%(n)s people rated it", count) % {"n": count}


def under_themes(graph: Graph, ideas: list[int]) -> None:
    """Ideas lie below the themes of the graph in which they are said. One query, none without themes."""
    themes = {pk: f"theme:{pk}" for pk in graph.ids("theme")}
    if not themes or not ideas:
        return
    rows = Saying.objects.filter(comment__isnull=True, idea__in=ideas)
    for idea, *places in rows.values_list("idea_id", "wide_id", "middle_id", "narrow_id"):
        for place in places:
            if place in themes:
                graph.link(themes[place], f"idea:{idea}")


def projects(graph: Graph, person: Person | None, future: Future | None) -> None:
    """Projects that are not stopped, below the ideas and themes they grew out of, and else below their outcome."""
    outcomes = graph.ids("outcome")
    rows = (
        Project.objects.visible_to(person).filter(outcome__in=outcomes).exclude(state=Project.State.STOPPED)
    )
    of: dict[int, int] = {}
    told = ("pk", "slug", "title", "outcome_id", "state", "stage__name")
    found = list(rows.order_by("-entered", "-id").values_list(*told)[: MOST + 1])
    if len(found) > MOST:
        graph.cut["project"] = rows.count() - MOST
    for pk, slug, title, outcome, state, stage in found[:MOST]:
        of[pk] = outcome
        note, done = stage_words(state, stage), state == Project.State.RELEASED
        graph.add(Node("project", pk, title, f"/projects/{slug}", note, 1 if done else 0))
        graph.link(f"outcome:{outcome}", f"project:{pk}")
    grown: dict[int, set[int]] = defaultdict(set)
    origins = ProjectOrigin.objects.filter(project__outcome__in=outcomes).values_list(
        "project_id", "idea_id", "idea__merged_into_id", "theme_id"
    )
    for project, idea, into, theme in origins:
        if project not in of:
            continue
        if theme:
            graph.link(f"outcome:{of[project]}", f"theme:{theme}")
            graph.link(f"theme:{theme}", f"project:{project}")
        elif idea:
            grown[into or idea].add(project)
    _from_ideas(graph, person, grown, of)


def _from_ideas(graph: Graph, person: Person | None, grown: dict[int, set[int]], of: dict[int, int]) -> None:
    missing = [idea for idea in grown if f"idea:{idea}" not in graph.nodes]
    if missing:
        rows = Idea.objects.visible_to(person).filter(pk__in=missing, state=Idea.State.PUBLISHED)
        _add_ideas(graph, rows, "board_id")
        under_themes(graph, missing)
    for idea, projects in grown.items():
        for project in projects:
            graph.link(f"outcome:{of[project]}", f"idea:{idea}")
            graph.link(f"idea:{idea}", f"project:{project}")


def tests(graph: Graph, person: Person | None, future: Future | None) -> None:
    """Assumptions of projects and their smallest tests, for those who work on them. One query."""
    if not may(person, Permission.SEE_TEAM):
        return
    wanted = Project.objects.filter(pk__in=graph.ids("project"), assumptions__isnull=False)
    words = {"open": _("open"), "holds": _("holds"), "fails": _("fails")}
    told = ("pk", "slug", *(f"assumptions__{name}" for name in ("id", "text", "state", "risk")))
    found = list(wanted.order_by("-assumptions__risk", "assumptions__id").values_list(*told)[: MOST + 1])
    if len(found) > MOST:
        graph.cut["test"] = wanted.count() - MOST
    for project, slug, pk, text, state, risk in found[:MOST]:
        node = Node("test", pk, text, f"/projects/{slug}", words[state], risk, weak=state == "fails")
        graph.link(f"project:{project}", graph.add(node))


SIGHT.add("futures", Source((Kind("future", L("Future"), "compass"),), futures, 10))
SIGHT.add(
    "outcomes",
    Source(
        (
            Kind("outcome", L("Desired outcome"), "target"),
            Kind("metric", L("Measure"), "ruler"),
            Kind("attainment", L("Attainment"), "circle-check"),
        ),
        outcomes,
        20,
    ),
)
SIGHT.add("themes", Source((Kind("theme", L("Theme"), "message-circle"),), themes, 30))
SIGHT.add("ideas", Source((Kind("idea", L("Idea"), "lightbulb"),), ideas, 40))
SIGHT.add("projects", Source((Kind("project", L("Project"), "briefcase"),), projects, 50))
SIGHT.add("tests", Source((Kind("test", L("Assumption"), "circle-help"),), tests, 60))
