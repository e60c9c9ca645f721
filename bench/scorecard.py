"""The scorecard with 1,000 projects, 20,000 participants and 100,000 ideas: `python -m bench.scorecard [--quick]`.

What the night keeps is made first, then the page is asked for as a steward asks for it. Figures are CPU milliseconds of this
process, with the share of the 400 ms that a page may take, and the cost of the night beside that of one page.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import tempfile
import time
from datetime import timedelta
from typing import Any

AIM = 400.0  # ms of CPU for the page
PATHS = ("", "?months=3", "/attainment", "/codeveloped", "/participants", ".csv")


def fill(people: int, ideas: int, projects: int) -> None:
    """Customers with ratings, ideas and votes over two years, and projects that live as those of the portfolio's bench."""
    from bench import portfolio
    from django.utils import timezone

    from desireline.futures.models import DesiredOutcome, Rating
    from desireline.listen.models import Board, Idea, Status, Vote
    from desireline.people.audiences.api import basic
    from desireline.people.models import Person

    draw, now = random.Random(11), timezone.now()
    portfolio.prepare()
    portfolio.fill(projects)
    board = Board.objects.create(slug="bench", name="Bench", audience=basic("public"))
    status = Status.objects.create(slug="new", name="New", stage="new", is_default=True)
    who = Person.objects.bulk_create(
        (Person(email=f"p{n}@example.org", name=f"Person {n}") for n in range(people)), batch_size=2000
    )

    def at() -> Any:
        return now - timedelta(days=draw.uniform(0, 730))

    said = Idea.objects.bulk_create(
        (
            Idea(board=board, title=f"Idea {n}", status=status, author=draw.choice(who), created=at())
            for n in range(ideas)
        ),
        batch_size=2000,
    )
    pairs = {(draw.randrange(ideas), draw.randrange(people)) for _n in range(ideas)}
    Vote.objects.bulk_create(
        (Vote(idea=said[one], person=who[two], created=at()) for one, two in sorted(pairs)), batch_size=2000
    )
    outcomes = list(DesiredOutcome.objects.all()[:3])
    Rating.objects.bulk_create(
        (
            Rating(outcome=one, person=two, importance=4, satisfaction=2, at=at())
            for one in outcomes
            for two in who
        ),
        batch_size=2000,
    )


def measure(views: int) -> None:
    from django.test import Client

    from desireline.people.models import Person
    from desireline.prove.scorecard.api import note_month, renew

    cpu = time.process_time()
    note_month()
    renew()
    night = (time.process_time() - cpu) * 1000
    client = Client()
    client.force_login(Person.objects.get(email="bench@example.org"))
    print("| page | CPU ms, median | of the 400 ms | the night is so many of it |\n|---|---|---|---|")
    for path in PATHS:
        client.get(f"/team/scorecard{path}")
        spent = []
        for _n in range(views):
            cpu = time.process_time()
            answer = client.get(f"/team/scorecard{path}")
            spent.append((time.process_time() - cpu) * 1000)
            assert answer.status_code == 200, answer.status_code
        middle = statistics.median(spent)
        print(f"| scorecard{path} | {middle:.0f} | {middle / AIM:.2f} | {night / middle:.0f} |", flush=True)
    print(f"\nThe night: {night / 1000:.1f} s of CPU")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--views", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    given = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="desireline-bench-")
    os.environ |= {"DESIRELINE_DATA": folder, "DJANGO_SETTINGS_MODULE": "desireline.site.settings"}
    os.environ.setdefault("DESIRELINE_LOG_LEVEL", "error")
    import django

    django.setup()
    from django.conf import settings
    from django.db import transaction

    settings.ALLOWED_HOSTS = ["*"]
    size = 10 if given.quick else 1
    try:
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        with transaction.atomic():
            fill(20_000 // size, 100_000 // size, 1_000 // size)
        measure(given.views)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
