"""A line of sight of 5,000 nodes: `python -m bench.sight [--nodes 5000] [--keep DIR]`. Rows are made with a seed, on a fresh instance.

Prints the graph read from the database, the page as it opens, the page with every branch open, the outline and the table,
as a member of the team asks for them; and beside it an empty view of the same process.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

FUTURES, OUTCOMES = 8, 240


def fill(nodes: int) -> Any:
    """Futures with outcomes, themes, ideas that serve one or two outcomes, projects that grew out of ideas."""
    from tests.cast import bring

    draw, cast = random.Random(5), bring()
    outcomes = wanted()
    left = nodes - FUTURES - 2 * OUTCOMES
    themes, projects = left // 20, left // 5
    serves = said(draw, outcomes, ideas=left - themes - projects, themes=themes)
    built(draw, serves, projects, owner=cast.tom)
    return cast


def wanted() -> list[Any]:
    from tests import make

    from desireline.futures.models import DesiredOutcome

    futures = [make.future(f"A future worth reaching, number {n}") for n in range(FUTURES)]
    return DesiredOutcome.objects.bulk_create(
        DesiredOutcome(
            future=futures[n % FUTURES],
            slug=f"o-{n}",
            statement=f"Minimise the time it takes to find what I need on day {n} of the month",
            measure="time until it is found",
            baseline=20,
            target=2,
            unit="minutes",
        )
        for n in range(OUTCOMES)
    )


def said(draw: random.Random, outcomes: list[Any], *, ideas: int, themes: int) -> dict[Any, Any]:
    """By idea the outcome that it serves. Three of four are said in a theme about that outcome, where there is one."""
    from tests import make

    from desireline.listen.models import Idea, IdeaOutcome
    from desireline.understand.models import Saying, Theme, ThemeOutcome

    board, status = make.board(), make.status()
    rows = (
        Idea(
            board=board, status=status, title=f"Show me what I need, in words {n}", votes=draw.randrange(900)
        )
        for n in range(ideas)
    )
    serves = {idea: draw.choice(outcomes) for idea in Idea.objects.bulk_create(rows, batch_size=500)}
    IdeaOutcome.objects.bulk_create(
        (IdeaOutcome(idea=idea, outcome=outcome) for idea, outcome in serves.items()), batch_size=500
    )
    made = Theme.objects.bulk_create(
        Theme(level=2, name=f"Words of theme {n}", model="bench", centre=b"") for n in range(themes)
    )
    of: dict[int, list[Theme]] = {}
    for n, theme in enumerate(made):
        of.setdefault(outcomes[n % OUTCOMES].pk, []).append(theme)
    ThemeOutcome.objects.bulk_create(
        ThemeOutcome(theme=theme, outcome_id=pk) for pk, near in of.items() for theme in near
    )

    def heard_in(idea: Idea) -> Theme:
        near = of.get(serves[idea].pk)
        return draw.choice(near) if near and draw.random() < 0.75 else draw.choice(made)

    Saying.objects.bulk_create(
        (Saying(idea=idea, at=idea.created, digest=b"x", middle=heard_in(idea)) for idea in serves),
        batch_size=500,
    )
    return serves


def built(draw: random.Random, serves: dict[Any, Any], number: int, *, owner: Any) -> None:
    from desireline.codevelop.models import Project, ProjectOrigin
    from desireline.codevelop.stages.api import stages
    from desireline.people.audiences.api import basic

    way, staff, ideas = stages(), basic("staff"), list(serves)
    grown = [draw.choice(ideas) for _n in range(number)]
    projects = Project.objects.bulk_create(
        (
            Project(
                slug=f"p-{n}",
                title=f"Project number {n}",
                outcome=serves[idea],
                stage=draw.choice(way),
                audience=staff,
                owner=owner,
            )
            for n, idea in enumerate(grown)
        ),
        batch_size=500,
    )
    ProjectOrigin.objects.bulk_create(
        (ProjectOrigin(project=project, idea=idea) for project, idea in zip(projects, grown, strict=True)),
        batch_size=500,
    )


def timed(what: str, do: Callable[[], Any], times: int = 5) -> None:
    do()
    walls, cpus = [], []
    for _n in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        do()
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    print(
        f"| {what} | {statistics.median(walls):.0f} | {min(walls):.0f} | {statistics.median(cpus):.0f} |",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=5000)
    parser.add_argument("--keep", help="folder of an instance that is used again")
    given = parser.parse_args()
    folder = Path(given.keep or tempfile.mkdtemp(prefix="bench-sight-"))
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["DESIRELINE_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "desireline.site.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    from desireline.people.models import Person

    team = Person.objects.filter(name="Tom").first() or fill(given.nodes).tom
    from desireline.prove.sight.graph import graph_for

    client = Client(headers={"host": "localhost"})
    client.force_login(team)
    graph = graph_for(team)
    edges = sum(map(len, graph.down.values()))
    print(
        f"{len(graph.nodes)} nodes, {edges} edges\n\n| case | ms, median | least | CPU ms, median |\n|---|---|---|---|"
    )

    def get(address: str) -> Callable[[], Any]:
        def ask() -> None:
            response = client.get(address)
            if response.status_code != 200:
                raise SystemExit(f"{address}: {response.status_code}")

        return ask

    timed("an empty view (`/livez`)", get("/livez"))
    timed("the graph, read from the database", lambda: graph_for(team))
    timed("mind map as it opens", get("/sight?view=map"))
    timed("mind map, every branch open", get("/sight?view=map&open=all"))
    timed("the page without a choice (map and outline)", get("/sight"))
    timed("outline, all of it", get("/sight?view=outline"))
    timed("table, first page", get("/sight?view=table"))
    timed("from one outcome both ways", get(f"/sight/outcome/{graph.ids('outcome')[0]}"))
    timed("value audit", get("/sight/audit"))


if __name__ == "__main__":
    main()
