"""Themes of many texts: `python -m bench.themes [--texts 20000]`. Texts are made from a small grammar with a seed.

Prints the first renewal (every text is read by the model), a second one (vectors are kept), and the list and a page
of a theme as a team member asks for them. Beside it: the product of the same table of vectors alone, which no exact
way of finding neighbours can beat.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable
from typing import Any

SUBJECTS = "card invoice statement transfer payment limit password branch app fee refund order delivery report export".split()
DEEDS = "find change stop see understand share print repeat cancel check explain open close sort move".split()
PLACES = "abroad at night on the phone in the shop before payday while travelling for my bookkeeper without a computer".split(
    " "
)
ENDS = "it takes too long|I always forget|nobody could help|it failed twice|my family asks too|there must be a way".split(
    "|"
)


def sentence(draw: random.Random) -> str:
    one, two = draw.choice(SUBJECTS), draw.choice(SUBJECTS)
    return f"{draw.choice(DEEDS)} my {one} {draw.choice(PLACES)} with the {two}, {draw.choice(ENDS)} {draw.randrange(400)}"


def timed(what: str, do: Callable[[], Any]) -> Any:
    wall, cpu = time.perf_counter(), time.process_time()
    found = do()
    print(
        f"{what:<44} {time.perf_counter() - wall:8.2f} s wall {time.process_time() - cpu:8.2f} s CPU",
        flush=True,
    )
    return found


def fill(number: int) -> None:
    from tests import make

    from desireline.listen.models import Idea
    from desireline.people.models import Person

    draw, board, status = random.Random(7), make.board(), make.status()
    people = Person.objects.bulk_create(
        [Person(email=f"p{n}@example.org", name=f"P {n}") for n in range(2000)]
    )
    ideas = [
        Idea(board=board, status=status, title=sentence(draw)[:140], slug="x", author=draw.choice(people))
        for _ in range(number)
    ]
    Idea.objects.bulk_create(ideas, batch_size=500)


def run(number: int) -> None:
    from django.core.management import call_command
    from tests.cast import bring

    from desireline.people.models import Person
    from desireline.understand.themes import api
    from desireline.understand.themes.page import theme_page

    call_command("migrate", verbosity=0)
    team = bring().tom
    fill(number)
    print(f"{number:,} texts of {Person.objects.count():,} people")
    timed("first renewal, every text read", api.renew)
    again = timed("renewal, vectors kept", api.renew)
    level = api.Level.MIDDLE
    found = timed("the list", lambda: api.overview(team, level))
    timed("a theme's page", lambda: theme_page(team, found.page.rows[0].theme, None))
    floor(number)
    print(f"{found.themes} themes in the middle; model {again.model}; peak {peak():.0f} MB")


def floor(number: int) -> None:
    import numpy as np

    table = np.random.default_rng(1).normal(size=(number, 384)).astype(np.float32)

    def multiply() -> None:
        for start in range(0, number, 512):
            table[start : start + 512] @ table.T

    timed("the product of all vectors alone", multiply)


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--texts", type=int, default=20_000)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DESIRELINE_DATA": folder, "DJANGO_SETTINGS_MODULE": "desireline.site.settings"}
        import django

        django.setup()
        run(given.texts)


if __name__ == "__main__":
    main()
