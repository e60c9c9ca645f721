"""Scoring lead customers: 20,000 people, half a million votes, two hundred themes.

    python bench/leads.py [--quick] [--votes 500000] [--ideas 10000] [--ratings 100000]

Seeds an instance of its own with bench/seed.py, puts its ideas into themes, lets people rate twenty outcomes, and times the
nightly job (reading, scoring, writing) and the page that shows the candidates, by parts.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
THEMES, OUTCOMES = 200, 20


def fill(ratings: int) -> None:
    from django.utils import timezone

    from desireline.futures.futures.models import Future
    from desireline.futures.outcomes.models import DesiredOutcome, Rating
    from desireline.listen.ideas.models import Idea
    from desireline.people.audiences.api import basic
    from desireline.people.identity.models import Person
    from desireline.understand.themes.models import Saying, Theme

    rng, now = random.Random(3), timezone.now()
    themes = [
        Theme.objects.create(level=2, name=f"Theme {n}", model="letters", centre=b"") for n in range(THEMES)
    ]
    Saying.objects.all().delete()
    Saying.objects.bulk_create(
        (
            Saying(idea_id=pk, at=at, digest=b"x", middle=rng.choice(themes))
            for pk, at in Idea.objects.values_list("pk", "created")
        ),
        batch_size=2000,
    )
    future = Future.objects.create(slug="f", title="F", audience=basic("public"), published=now)
    outcomes = [
        DesiredOutcome.objects.create(future=future, slug=f"o{n}", statement=f"Minimise {n}")
        for n in range(OUTCOMES)
    ]
    people = list(Person.objects.filter(role="customer").values_list("pk", flat=True))
    each = max(1, min(OUTCOMES, ratings // max(1, len(people))))
    Rating.objects.bulk_create(
        (
            Rating(
                outcome=outcome,
                person_id=who,
                importance=rng.randint(1, 5),
                satisfaction=rng.randint(1, 5),
            )
            for who in people
            for outcome in rng.sample(outcomes, each)
        ),
        batch_size=2000,
    )


def measure() -> list[tuple[str, float]]:
    from django.test import Client

    from desireline.people.identity.models import Person
    from desireline.understand.leads import history
    from desireline.understand.leads.renewing import renew
    from desireline.understand.leads.scoring import scores

    found = []

    def timed(name: str, function: object, times: int = 1) -> object:
        since = time.perf_counter()
        for _n in range(times):
            result = function()  # type: ignore[operator]
        found.append((name, (time.perf_counter() - since) / times))
        return result

    did = timed("reading of engagements", history.engagements)
    timed("scores, ratings and layers", lambda: scores(did))  # type: ignore[arg-type]
    run = timed("the whole nightly job", renew)
    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.get(email="bench@example.org"))
    for name, address in (
        ("page of candidates", "/team/leads"),
        ("page, only small accounts (front made anew)", "/team/leads?small=1"),
    ):
        client.get(address)
        timed(name, lambda address=address: client.get(address), 5)
    sys.stderr.write(f"{run.people:,} people scored, {len(did.people):,} engagements\n")  # type: ignore[attr-defined]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--votes", type=int, default=500_000)
    parser.add_argument("--ideas", type=int, default=10_000)
    parser.add_argument("--ratings", type=int, default=100_000)
    given = parser.parse_args()
    if given.quick:
        given.votes, given.ideas, given.ratings = 50_000, 2_000, 10_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DESIRELINE_DATA"] = folder
        sys.path[:0] = [str(HERE), str(HERE.parent / "src")]
        import seed

        seed.main(given.ideas, given.votes)
        fill(given.ratings)
        print("| part | seconds |\n|---|---|")
        for name, seconds in measure():
            print(f"| {name} | {seconds:.2f} |")


if __name__ == "__main__":
    main()
