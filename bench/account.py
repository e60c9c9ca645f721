"""The view of an account, as the number of cards in the index grows.

    python bench/account.py [--cards N] [--views N] [--keep DIR]

Cards are those of bench/search.py, told as a connector tells them: ten types, in the index and in the ledger that the late
check asks, for 20,000 accounts of which the largest has about seven cards in a thousand. The page is asked for as an
employee and as somebody of the account asks for it, each account once (nothing of it is kept anywhere). Figures are
milliseconds in this process, from the request to the last byte.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

ACCOUNTS, KINDS, BATCH = 20_000, 10, 5000
CARD = "-- source: bench\n-- label: Kind {n}\nSELECT 1 AS key, 'x' AS title, 'nobody' AS allow\n"
SOURCE = 'label = "Bench"\nkind = "files"\nevery = "never"\n[[tables]]\nname = "rows"\npath = "rows.csv"\n'


def prepare(folder: Path) -> None:
    """An instance with accounts, an employee, and a customer in every account that is looked at."""
    for part, name, text in (
        ("sources", "bench.toml", SOURCE),
        *(("cards", f"kind{n}.sql", CARD.format(n=n)) for n in range(KINDS)),
    ):
        (folder / "connect" / part).mkdir(parents=True, exist_ok=True)
        (folder / "connect" / part / name).write_text(text, "utf-8")
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from desireline.people.models import Account, Person

    Account.objects.bulk_create(
        [Account(slug=f"firm-{n}", name=f"Firm {n}", attributes={"plan": "gold"}) for n in range(ACCOUNTS)],
        batch_size=1000,
    )
    Person.objects.create(email="bench@example.org", name="Bench", role="admin")


def cards(world: Any, count: int) -> Iterator[Any]:
    """The cards of the search's benchmark, as the connectors tell them: for the people of the account and our own."""
    from dataclasses import replace

    from desireline.guide.connectors.allow import maker
    from desireline.people.models import Account

    first, allow = Account.objects.order_by("pk").values_list("pk", flat=True)[0], maker()
    for card in world.cards(count):
        account = first + card.accounts[0]
        word = "staff" if card.tags[0] == "legal" else "account"
        yield replace(
            card,
            key=f"bench:{card.type}:{card.key.rpartition(':')[2]}",
            source="bench",
            accounts=(account,),
            allow=allow(word, account, None),
            extra={"source": "bench"},
        )


def fill(count: int) -> None:
    from desireline.engines.search import choose
    from desireline.guide.connectors.ledger import kept
    from desireline.guide.connectors.models import ConnectedCard
    from search import World

    name, engine = choose.fresh()
    rest = cards(World(), count)
    while batch := list(islice(rest, BATCH)):
        engine.write(batch)
        ConnectedCard.objects.bulk_create(
            ConnectedCard(
                key=one.key,
                source="bench",
                type=one.type,
                digest="",
                allow=" ".join(one.allow),
                card=kept(one).decode(),
            )
            for one in batch
        )
    engine.commit()
    choose.take(name, engine)
    engine.close()


def looked(path: str, person: Any) -> tuple[float, float]:
    """Wall and CPU milliseconds of a page, rendered as it is sent."""
    from django.test import Client

    client = Client()
    client.force_login(person)
    client.get("/ideas")  # what every page needs is in memory
    wall, cpu = time.perf_counter(), time.process_time()
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def measure(views: int) -> None:
    from desireline.people.accounts.api import Account, Membership
    from desireline.people.models import Person

    boss = Person.objects.get(email="bench@example.org")
    places = [int((ACCOUNTS - 1) * (n / views) ** 3) for n in range(views)]
    accounts = list(Account.objects.filter(slug__in={f"firm-{n}" for n in places}).order_by("pk"))
    looked(f"/accounts/{accounts[0].slug}", boss)
    print("| who looks | median ms | 95 % | most | CPU median | CPU 95 % |\n|---|---|---|---|---|---|")
    for who in ("employee", "customer", "employee, searching", "employee, one type"):
        spent = []
        for one in accounts:
            person = boss
            if who == "customer":
                person, _new = Person.objects.get_or_create(
                    email=f"c{one.pk}@example.org", defaults={"name": "C"}
                )
                Membership.objects.get_or_create(account=one, person=person)
            query = {"employee, searching": "?q=bale", "employee, one type": "?type=kind4"}.get(who, "")
            spent.append(looked(f"/accounts/{one.slug}{query}", person))
        wall, cpu = sorted(one for one, _cpu in spent), sorted(one for _wall, one in spent)
        high = int(0.95 * len(spent))
        figures = (statistics.median(wall), wall[high], wall[-1], statistics.median(cpu), cpu[high])
        print(f"| {who} | {' | '.join(f'{figure:.1f}' for figure in figures)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cards", type=int, default=1_000_000)
    parser.add_argument("--views", type=int, default=60)
    parser.add_argument(
        "--keep", type=Path, help="folder of the instance; one that is there is measured again"
    )
    parser.add_argument("--quick", action="store_true", help="a tenth of it")
    given = parser.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="desireline-bench-"))
    there = (folder / "connect").exists()
    os.environ |= {"DESIRELINE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "desireline.site.settings"}
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    try:
        if not there:
            prepare(folder)
            since = time.monotonic()
            fill(given.cards // (10 if given.quick else 1))
            print(f"filled in {time.monotonic() - since:.0f} s", file=sys.stderr)
        measure(given.views)
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
