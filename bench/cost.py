"""CPU milliseconds of one request of each hot page, in this process, without a server: the compass for tuning.

    python bench/cost.py --keep DIR [--requests 300] [--only vote] [--profile vote]

DIR holds a seeded instance (bench/serve.py --keep DIR makes one). A figure is the mean over so many requests of a round,
writer thread included. Machines differ, also from hour to hour; so each is set beside a unit measured at the same time,
an empty view behind Django's default middleware, and beside the aim in the same unit. `--profile` shows where the time
of one case goes, `--queries` what it asks of the database.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROUNDS = 10
UNIT = 0.13  # CPU ms of the unit on the machine of the prototypes
# CPU ms a request where the prototypes' rates were measured, for 60 % of their rates
AIMS = {
    "board cached": 0.25, "board anew": 0.95, "fair board anew": 0.95, "idea anew": 2.1, "search anew": 1.0,
    "search json anew": 1.0, "vote": 0.8, "new idea": 1.2,
}  # fmt: skip
HOST = "localhost"
FORM = "application/x-www-form-urlencoded"
Ask = tuple[str, str, bytes, dict[str, str]]  # method, address, body, headers


def environ(ask: Ask) -> dict[str, Any]:
    method, address, body, headers = ask
    path, _, query = address.partition("?")
    found = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "",
        "SERVER_NAME": HOST, "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": HOST, "CONTENT_TYPE": FORM if body else "", "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http", "wsgi.input": BytesIO(body), "wsgi.errors": sys.stderr, "wsgi.multithread": True,
        "wsgi.multiprocess": False, "wsgi.run_once": False, "wsgi.version": (1, 0),
    }  # fmt: skip
    return found | {f"HTTP_{key.upper().replace('-', '_')}": value for key, value in headers.items()}


def call(application: Any, ask: Ask) -> tuple[int, bytes]:
    seen: list[str] = []
    answer = application(environ(ask), lambda status, headers, *_: seen.append(status))
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return int(seen[0][:3]), body


def all_indexed() -> None:
    """Ends the program when the search index lacks ideas: search and similar would say nothing, and cost nothing."""
    from desireline.engines.search.api import catch_up, stats
    from desireline.kit.rows.api import fetch

    catch_up()
    ideas, cards = fetch("SELECT COUNT(*) FROM listen_idea")[0][0], stats()["cards"].get("idea", 0)
    if cards < ideas:
        raise SystemExit(f"the search index holds {cards} of {ideas} ideas")


def cases(seeded: dict[str, int], people: list[str], staff: str) -> dict[str, Callable[[], Ask]]:
    from desireline.kit.rows.api import fetch
    from seed import WORDS

    all_indexed()
    rng, count = random.Random(), iter(range(10**9))
    addresses = [f"/ideas/{pk}-{slug}" for pk, slug in fetch("SELECT id, slug FROM listen_idea LIMIT 5000")]
    first, many = seeded["first"], seeded["ideas"]
    origin = {"Origin": f"http://{HOST}"}
    base = rng.randrange(10**8)

    def get(address: str, **headers: str) -> Callable[[], Ask]:
        return lambda: ("GET", address.replace("ANEW", f"{base}{next(count)}"), b"", headers)

    def idea(**headers: str) -> Callable[[], Ask]:
        return lambda: ("GET", f"{rng.choice(addresses)}?x={base}{next(count)}", b"", headers)

    def search(path: str) -> Callable[[], Ask]:
        """Two words of the texts: 1,700 questions, so that few answers were given just before."""
        return lambda: ("GET", f"{path}?q={'+'.join(rng.sample(WORDS, 2))}&x={base}{next(count)}", b"", {})

    def vote() -> Ask:
        cookie = {"Cookie": rng.choice(people), "Accept": "application/json", **origin}
        return "POST", f"/ideas/{first + rng.randrange(many)}/vote", b"want=1", cookie

    def post() -> Ask:
        words = f"title=Idea+number+{rng.randrange(10**9)}&body=What+happens+today+and+what+would+be+better"
        return "POST", "/boards/bench/new", words.encode(), {"Cookie": staff, **origin}

    return {
        "empty view": get("/livez"),
        "board cached": get("/boards/bench?sort=supported"),
        "board anew": get("/boards/bench?sort=supported&x=ANEW"),
        "fair board anew": get("/boards/bench?x=ANEW"),
        "board signed in": get("/boards/bench", Cookie=people[0]),
        "board json anew": get("/boards/bench.json?sort=supported&x=ANEW"),
        "idea cached": get(addresses[7]),
        "idea anew": idea(),
        "idea signed in": idea(Cookie=people[0]),
        "search anew": search("/search"),
        "search json anew": search("/search.json"),
        "search asked before": get("/search?q=shared+account&x=ANEW"),
        "similar": lambda: ("GET", f"/ideas/close?title={'+'.join(rng.sample(WORDS, 4))}", b"", {}),
        "vote": vote,
        "new idea": post,
    }  # fmt: skip


def rounds(application: Any, make: Callable[[], Ask], requests: int) -> Iterator[float]:
    status = 0
    for _ in range(30):
        status, body = call(application, make())
    if status >= 400:
        raise SystemExit(f"{status}: {body[:300]!r}")
    for _ in range(ROUNDS):
        asks = [make() for _ in range(requests // ROUNDS)]
        start = time.process_time()
        for ask in asks:
            call(application, ask)
        yield (time.process_time() - start) / len(asks) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--keep", required=True)
    parser.add_argument("--requests", type=int, default=350)
    parser.add_argument("--only", default="")
    parser.add_argument("--profile", default="")
    parser.add_argument("--queries", default="")
    args = parser.parse_args()
    os.environ |= {"DESIRELINE_DATA": args.keep, "DESIRELINE_LOG_LEVEL": "warning"}
    sys.path.insert(0, str(HERE))
    from desireline.site.wsgi import application

    seeded = json.loads((Path(args.keep) / "bench.json").read_text())
    from serve import cookies

    found = cases(seeded, *cookies(seeded, min(500, seeded["people"])))
    if args.profile:
        return profile(application, found[args.profile], args.requests)
    if args.queries:
        return queries(application, found[args.queries])
    plain = default_stack()
    print("| case | CPU ms, median | least | in units | aim, units |\n|---|---|---|---|---|")
    for name, make in found.items():
        if args.only in name:
            unit = min(rounds(plain, lambda: ("GET", "/livez", b"", {}), 500))
            costs = sorted(rounds(application, make, args.requests))
            aim = f"{AIMS[name] / UNIT:.1f}" if name in AIMS else "–"
            print(
                f"| {name} | {statistics.median(costs):.2f} | {costs[0]:.2f} | {costs[0] / unit:.1f} | {aim} |",
                flush=True,
            )


def default_stack() -> Any:
    """The unit: an empty view behind the middleware that `django-admin startproject` sets."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import override_settings

    names = (
        "middleware.security.SecurityMiddleware", "contrib.sessions.middleware.SessionMiddleware",
        "middleware.common.CommonMiddleware", "middleware.csrf.CsrfViewMiddleware",
        "contrib.auth.middleware.AuthenticationMiddleware", "contrib.messages.middleware.MessageMiddleware",
        "middleware.clickjacking.XFrameOptionsMiddleware",
    )  # fmt: skip
    with override_settings(MIDDLEWARE=[f"django.{name}" for name in names]):
        return WSGIHandler()


def profile(application: Any, make: Callable[[], Ask], requests: int) -> None:
    os.environ["DESIRELINE_WRITES"] = "each"
    from django.conf import settings

    settings.WRITES = "each"  # in this thread, so that the profile sees it
    list(rounds(application, make, 70))
    asks = [make() for _ in range(requests)]
    watch = cProfile.Profile(time.thread_time)
    watch.enable()
    for ask in asks:
        call(application, ask)
    watch.disable()
    print(f"{requests} requests")
    stats = pstats.Stats(watch)
    stats.sort_stats("cumulative").print_stats(90)
    stats.sort_stats("tottime").print_stats(45)


def queries(application: Any, make: Callable[[], Ask]) -> None:
    from django.conf import settings
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    settings.WRITES = "each"
    for _ in range(3):
        call(application, make())
    with CaptureQueriesContext(connection) as seen:
        call(application, make())
    for n, query in enumerate(seen.captured_queries, 1):
        print(n, query["sql"][:400].replace("\n", " "))


if __name__ == "__main__":
    main()
