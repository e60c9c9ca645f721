"""Every page of co-development and of what proves it, at full size: `python -m bench.projects [--keep DIR] [--only WORD] [--quick]`.

1,000 projects, 20,000 participants, 100,000 ideas (`bench.full_size`). Each page is asked for as the one who needs it asks:
a steward, the participant with the most projects, and somebody signed in. Figures are CPU milliseconds of this process, the
number of statements, and the size; the aim is that of the foundation, 100 ms for a page. Then the nightly jobs.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

AIM = 100.0
MEASURES = ("participants", "new_people", "gini", "per_contributor", "leads_engaged", "attainment", "time_to_outcome",
            "first_response", "response_time", "codeveloped", "codeveloped_effort", "idea_to_release", "conversion",
            "value_audit", "reusable", "scenarios")  # fmt: skip


def pages() -> Iterator[tuple[Any, str]]:
    """Who asks for what."""
    from desireline.people.models import Person

    team = Person.objects.filter(role="steward").order_by("pk")
    steward = team.first() or Person.objects.get(email="bench@example.org")
    busy = _busiest()
    yield from ((steward, path) for path in (*_projects(), *_sessions(), "/calls", "/showcase"))
    yield from ((busy, path) for path in _own(busy))
    yield from ((who, path) for who in (busy, steward, None) for path in _releases())
    for path in ("", "?months=3", "?segment=4", ".csv", *(f"/{one}" for one in MEASURES)):
        yield steward, f"/team/scorecard{path}"
    for view in ("value", "balance", "ranking", "funnel", "flow"):
        yield steward, f"/portfolio?view={view}"
    for path in ("/portfolio.csv", "/portfolio/reviews", "/sight?view=map", "/sight?view=map&open=all", "/sight?view=outline",
                 "/sight?view=table", "/sight/audit", "/sight/promises/bench", "/futures/bench/story", "/team/response"):  # fmt: skip
        yield steward, path


def _projects() -> Iterator[str]:
    """The lists, and the project with most participants."""
    from django.db.models import Count

    from desireline.codevelop.models import Cohort, Participant

    for query in (
        "",
        "?view=list",
        "?view=timeline",
        "?view=board",
        "?state=released&view=list",
        "?q=project+9",
    ):
        yield f"/projects{query}"
    most = Participant.objects.values("project__slug", "project").annotate(n=Count("pk")).order_by("-n")[0]
    here = f"/projects/{most['project__slug']}"
    cohort = f"{here}/cohorts/{Cohort.objects.get(project=most['project']).pk}"
    yield from (here, f"{here}/participants", f"{here}/participants?state=applied")
    yield f"{here}/participants/invite?q=more"
    yield f"{here}/participants/{Participant.objects.filter(project=most['project'])[0].pk}"
    yield from (cohort, f"{cohort}/access.csv", f"{here}/sessions")


def _sessions() -> Iterator[str]:
    """Those with most guests: one that was held, and one to come."""
    from django.db.models import Count

    from desireline.codevelop.models import Session

    largest = Session.objects.annotate(n=Count("guests")).order_by("-n")
    held, planned = (largest.filter(state=state)[0].pk for state in ("held", "planned"))
    yield from (f"/sessions/{held}", f"/sessions/{held}/notes", f"/sessions/{planned}")


def _busiest() -> Any:
    from django.db.models import Count

    from desireline.codevelop.models import Participant
    from desireline.people.models import Person

    joined = Participant.objects.filter(state="joined").values("person").annotate(n=Count("pk"))
    return Person.objects.get(pk=joined.order_by("-n")[0]["person"])


def _own(busy: Any) -> Iterator[str]:
    from desireline.codevelop.models import Call, Participant

    yield from (
        "/taking-part",
        f"/taking-part/{Participant.objects.filter(person=busy, state='joined')[0].pk}",
    )
    yield from (
        "/me/sessions",
        "/calls",
        f"/calls/{Call.objects.order_by('-pk')[0].pk}",
        "/showcase",
        "/sight",
        "/me/credits",
    )


def _releases() -> Iterator[str]:
    from django.db.models import Count

    from desireline.prove.models import Credit, Release
    from desireline.prove.recognition.telling import address_of

    assert Credit.objects.exists()
    release = Release.objects.annotate(n=Count("credits")).order_by("-n")[0]
    yield from ("/releases", address_of(release))


def measure(views: int, only: str) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    print("| page | who | CPU ms | of 100 | statements | kB |\n|---|---|---|---|---|---|")
    for who, path in pages():
        if only not in path:
            continue
        client = Client(headers={"host": "localhost"})
        if who is not None:
            client.force_login(who)
        client.get(path)
        spent = []
        for _n in range(views):
            cpu = time.process_time()
            answer = client.get(path)
            size = len(answer.getvalue())
            spent.append((time.process_time() - cpu) * 1000)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        middle = statistics.median(spent)
        said = answer.status_code if answer.status_code != 200 else ""
        role = who.role if who is not None else "nobody"
        print(f"| {path} {said} | {role} | {middle:.0f} | {middle / AIM:.1f} | {len(queries)} | {size / 1000:.0f} |", flush=True)  # fmt: skip


def jobs() -> None:
    """What the night and the hour do: CPU seconds, statements, and how much memory the process has had at most."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from desireline.codevelop.participation.reminding import remind
    from desireline.codevelop.sessions.reminding import remind as remind_of_sessions
    from desireline.prove.recognition.response import look
    from desireline.prove.scorecard.api import note_month, renew

    every: dict[str, Callable[[], Any]] = {
        "note the month": note_month, "keep the scorecard": renew, "remind participants": remind,
        "remind participants, again": remind, "remind guests": remind_of_sessions, "see how soon ideas are answered": look,
    }  # fmt: skip
    print("\n| job | CPU s | statements | most memory, MB |\n|---|---|---|---|")
    for name, job in every.items():
        cpu = time.process_time()
        with CaptureQueriesContext(connection) as queries:
            job()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        print(f"| {name} | {time.process_time() - cpu:.1f} | {len(queries)} | {memory:.0f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--views", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    parser.add_argument("--keep", help="folder of an instance that is used again")
    parser.add_argument("--only", default="", help="pages whose address has this")
    parser.add_argument("--no-jobs", action="store_true")
    given = parser.parse_args()
    size = 10 if given.quick else 1
    given.ideas, given.votes = 100_000 // size, 500_000 // size
    from bench.instance import seeded

    seeded(given)
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    from bench import full_size

    from desireline.codevelop.models import Project

    if not Project.objects.exists():
        full_size.grow(1_000 // size, 20_000 // size)
    if not given.no_jobs:
        jobs()
    measure(given.views, given.only)


if __name__ == "__main__":
    main()
