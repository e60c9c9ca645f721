"""The portfolio, as the number of projects grows.

    python bench/portfolio.py [--views N] [--quick]

Instances of 500 and of 1,000 projects with their cases, some five visits and gate decisions each, over three years. Every
view is asked for as a steward asks for it, nothing of it kept anywhere, and then the part that the budget slider asks for.
Figures are milliseconds in this process, from the request to the last byte: what the clock says and what the processor did
(on a shared machine they differ), and the number of statements.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from typing import Any

OUTCOMES, YEARS = 40, 3
VIEWS = ("value", "balance", "ranking", "funnel", "flow")


def prepare() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from desireline.people.models import Person

    Person.objects.create(email="bench@example.org", name="Bench", role="steward")
    wanted()


def wanted() -> None:
    """A future with outcomes."""
    from django.utils import timezone

    from desireline.futures.models import DesiredOutcome, Future
    from desireline.people.audiences.api import basic

    future = Future.objects.create(
        slug="bench", title="Bench", audience=basic("public"), published=timezone.now(), promise_value="Quick"
    )
    DesiredOutcome.objects.bulk_create(
        DesiredOutcome(future=future, slug=f"o{n}", statement=f"Minimise the time it takes to find thing {n}")
        for n in range(OUTCOMES)
    )


def fill(count: int, *, seed: int = 7) -> None:
    """Projects that went through the stages as projects do: most are on their way, some ended, some were sent back."""
    from django.utils import timezone

    from desireline.codevelop.models import Project
    from desireline.codevelop.stages.api import stages
    from desireline.futures.models import DesiredOutcome
    from desireline.people.audiences.api import basic
    from desireline.people.models import Person

    draw, now, staff = random.Random(seed), timezone.now(), basic("staff")
    way, owners = stages(), list(Person.objects.all()[:20])
    outcomes = list(DesiredOutcome.objects.all())
    for n in range(count):
        begun = now - timedelta(days=draw.uniform(1, 365 * YEARS))
        project = Project.objects.create(
            slug=f"bench-{seed}-{n}",
            title=f"Project {n} of the bench",
            outcome=draw.choice(outcomes),
            owner=draw.choice(owners),
            stage=way[0],
            audience=staff,
            created=begun,
            due=(now + timedelta(days=draw.uniform(-30, 60))).date() if n % 3 else None,
        )
        _live(project, way, draw, begun, now)
        if n % 10:
            _case(project, draw)


def _live(project: Any, way: list[Any], draw: random.Random, at: Any, now: Any) -> None:
    """From stage to stage until today, or until it ends."""
    from desireline.codevelop.models import GateDecision, Project, Visit

    place, state = 0, "active"
    while True:
        left = at + timedelta(days=draw.lognormvariate(3.6, 0.5))
        over = left < now
        visit = Visit.objects.create(
            project=project, stage=way[place], entered=at, left=left if over else None
        )
        if not over:
            break
        verdict = draw.choices(("go", "kill", "recycle"), (78, 12, 10))[0]
        to = place + 1 if verdict == "go" else max(0, place - 1)
        ended = verdict == "kill" or to == len(way)
        GateDecision.objects.create(
            project=project, visit=visit, verdict=verdict, to=None if ended else way[to], reason="So", before=state, at=left
        )  # fmt: skip
        at = left
        if ended:
            state = "stopped" if verdict == "kill" else "released"
            break
        place = to
    if state == "active" and draw.random() < 0.05:
        state = "held"
    stage = way[place] if state in ("active", "held") else None
    Project.objects.filter(pk=project.pk).update(state=state, stage=stage, entered=at)


def _case(project: Any, draw: random.Random) -> None:
    from desireline.prove.models import ProjectCase

    first = draw.choice((100, 60, 50))
    ProjectCase.objects.create(
        project=project,
        customer_intimacy=first,
        **{draw.choice(("operational_excellence", "product_leadership", "social_mission")): 100 - first},
        horizon=draw.choices((1, 2, 3), (70, 20, 10))[0],
        days_planned=draw.randrange(20, 400),
        money_planned=draw.randrange(1000, 90000),
        value=draw.randrange(50_000, 4_000_000),
        technical=round(draw.uniform(0.2, 0.95), 2),
        commercial=round(draw.uniform(0.2, 0.95), 2),
        development=draw.randrange(5_000, 400_000),
        commercialisation=draw.randrange(1_000, 90_000),
    )


def measure(views: int) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from desireline.people.models import Person

    client = Client()
    client.force_login(Person.objects.get(email="bench@example.org"))
    asked = [(view, f"/portfolio?view={view}", {}) for view in VIEWS]
    asked.append(("slider", "/portfolio?view=ranking&budget=1000000", {"HX-Request": "true"}))
    asked += [("CSV", "/portfolio.csv", {}), ("reviews", "/portfolio/reviews", {})]
    for name, path, headers in asked:
        client.get(path, headers=headers)
        spent, worked = [], []
        for _n in range(views):
            since, cpu = time.perf_counter(), time.process_time()
            answer = client.get(path, headers=headers)
            spent.append((time.perf_counter() - since) * 1000)
            worked.append((time.process_time() - cpu) * 1000)
            assert answer.status_code == 200, answer.status_code
        with CaptureQueriesContext(connection) as queries:
            client.get(path, headers=headers)
        high = sorted(spent)[int(0.95 * len(spent))]
        size = len(answer.content) / 1000
        print(
            f"| {name} | {statistics.median(spent):.0f} | {high:.0f} | {len(queries)} | {size:.0f} |",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--views", type=int, default=20)
    parser.add_argument("--quick", action="store_true", help="500 projects alone")
    given = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="desireline-bench-")
    os.environ |= {"DESIRELINE_DATA": folder, "DJANGO_SETTINGS_MODULE": "desireline.site.settings"}
    os.environ.setdefault("DESIRELINE_LOG_LEVEL", "error")
    import django

    django.setup()
    from django.conf import settings
    from django.db import transaction

    settings.ALLOWED_HOSTS = ["*"]
    try:
        prepare()
        for seed, count in enumerate((500,) if given.quick else (500, 500)):
            with transaction.atomic():
                fill(count, seed=seed)
            print(
                f"\n| {500 * (seed + 1):,} projects | median ms | CPU ms | statements | kB |\n|---|---|---|---|---|"
            )
            measure(given.views)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("done", file=sys.stderr)


if __name__ == "__main__":
    main()
