"""The view of an account, as the number of cards in the index grows.

    python bench/account.py [--cards N] [--views N] [--loads N] [--keep DIR]

Cards are those of bench/search.py, told as a connector tells them: ten types, in the index and in the ledger that the late
check asks, for 20,000 accounts of which the largest has about seven cards in a thousand. The page is asked for as an
employee and as somebody of the account asks for it, each account once (nothing of it is kept anywhere). Figures are
milliseconds in this process, from the request to the last byte. Then Chromium (the one of the journeys) asks the running
server for the page of another account each time, and says when it first painted something of it.
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
    for query in ("", "?q=bale+nothingofthekind"):  # the second loads the model, once for a process
        looked(f"/accounts/{accounts[0].slug}{query}", boss)
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


PAINTED = """() => {
  const of = Object.fromEntries(performance.getEntriesByType("paint").map((one) => [one.name, one.startTime]));
  const sent = performance.getEntriesByType("navigation")[0];
  return of["first-contentful-paint"] && [of["first-paint"], of["first-contentful-paint"], sent.responseEnd];
}"""


def painted(loads: int) -> None:
    """Milliseconds from the click to what a browser shows, for an employee; it knows style sheet and scripts already."""
    from django.core.management import call_command
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from tests.journeys.browser import launch

    import serve
    from desireline.kit.writes.slots import THREADS
    from desireline.people.models import Account, Person

    call_command("collectstatic", interactive=False, verbosity=0)
    boss = Person.objects.get(email="bench@example.org").pk
    name, _is, key = serve.cookies({"person": boss, "staff": boss}, 0)[1].partition("=")
    slugs = [f"firm-{int((ACCOUNTS - 1) * (n / loads) ** 3)}" for n in range(loads)]
    slugs = [slug for slug in slugs if Account.objects.filter(slug=slug).exists()]
    port = serve.free_port()
    here = f"http://localhost:{port}"
    env = {
        **os.environ,
        "DESIRELINE_BASE_URL": here,
        "DESIRELINE_LOG_LEVEL": "warning",
        "GRANIAN_WORKERS": "1",
    }
    found = []
    with (
        serve.server("served:application", processes=1, port=port, env=env, threads=THREADS),
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": name, "value": key, "url": here}])
        page = context.new_page()
        for n, slug in enumerate([slugs[0], slugs[1], slugs[0], *slugs]):
            page.goto(f"{here}/accounts/{slug}")
            page.wait_for_timeout(400)  # a look before the page has painted would be measured with it
            spent = page.evaluate(PAINTED)
            found += [spent] if n > 2 else []
        browser.close()
    print("\n| Chromium, employee | median ms | 95 % | most |\n|---|---|---|---|")
    for name, column in zip(
        ("first paint", "first content", "page received"), zip(*found, strict=True), strict=True
    ):
        ordered = sorted(column)
        high = ordered[int(0.95 * len(ordered))]
        print(f"| {name} | {statistics.median(ordered):.0f} | {high:.0f} | {ordered[-1]:.0f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cards", type=int, default=1_000_000)
    parser.add_argument("--views", type=int, default=60)
    parser.add_argument(
        "--keep", type=Path, help="folder of the instance; one that is there is measured again"
    )
    parser.add_argument("--loads", type=int, default=25, help="pages that the browser is shown")
    parser.add_argument("--without", default="", help="server,browser: leave one out")
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
        if "server" not in given.without:
            measure(given.views)
        if "browser" not in given.without:
            painted(given.loads)
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
