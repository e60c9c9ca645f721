"""Requests per second of the hot pages, through the server, beside the bare ceiling of the same server.

    python bench/serve.py [--ideas 10000] [--votes 500000] [--processes 1,2] [--seconds 4] [--connections 16] [--keep DIR]

Seeds a fresh instance (SQLite, or DATABASE_URL), starts granian with so many processes and measures with wrk. Ratios are
to the strongest open peer measured on the same data on two cores, and to our own bare prototype (docs/benchmarks.md).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
PEER = {"board": 31, "board json": 316, "idea": 44, "search": 43, "vote": 434, "new idea": 201}
PROTOTYPE = {
    "board": 6600,
    "board built anew": 1750,
    "idea built anew": 795,
    "search": 1690,
    "vote": 2000,
    "new idea": 1400,
}

SPREAD = """
local ids = {first=%(first)d, n=%(ideas)d}
local cookies = %(cookies)s
local seed = tonumber(os.time())
local thread_no = 0
function setup(thread) thread:set("no", thread_no); thread_no = thread_no + 1 end
function init(args) math.randomseed(seed + (no or 0) * 7919) end
"""
VOTE = (
    SPREAD
    + """
function request()
  local id = ids.first + math.random(0, ids.n - 1)
  return wrk.format("POST", "/ideas/" .. id .. "/vote", {["Cookie"]=cookies[math.random(#cookies)],
    ["Origin"]="http://localhost:%(port)d", ["Host"]="localhost:%(port)d", ["Accept"]="application/json",
    ["Content-Type"]="application/x-www-form-urlencoded"}, "want=1")
end
"""
)
POST = (
    SPREAD
    + """
function request()
  return wrk.format("POST", "/boards/bench/new", {["Cookie"]="%(staff)s", ["Origin"]="http://localhost:%(port)d",
    ["Host"]="localhost:%(port)d", ["Content-Type"]="application/x-www-form-urlencoded"},
    "title=Idea+number+" .. math.random(1, 1000000000) .. "&body=Words+that+say+what+happens+today+and+what+would+be+better")
end
"""
)
IDEA = (
    SPREAD
    + """
function request() return wrk.format("GET", "/bench/idea/" .. (ids.first + math.random(0, ids.n - 1))) end
"""
)
ANEW = "counter = 0\nfunction init(args) base = math.random(1, 1000000) end\nfunction request() counter = counter + 1; return wrk.format('GET', '%(path)s?sort=supported&x=' .. base .. '-' .. counter) end\n"
SEARCH = """
local words = {"card payment", "shared account", "receipt tax", "travel", "overdraft loan", "invoice", "exchange rate", "passkey"}
counter = 0
function request() counter = counter + 1; return wrk.format("GET", "/search?q=" .. words[counter % 8 + 1]:gsub(" ", "+") .. "&x=" .. counter) end
"""  # the questions that the peers were asked
OTHERS = """
local words = {%(words)s}
counter = 0
function pick() return words[math.random(1, #words)] end
function request() counter = counter + 1; return wrk.format("GET", "/search?q=" .. pick() .. "+" .. pick() .. "&x=" .. counter) end
"""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def server(target: str, *, processes: int, port: int, env: dict[str, str], threads: int):  # type: ignore[no-untyped-def]
    command = [
        str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", str(processes), "--blocking-threads", str(threads), "--backlog", "1024", "--log-level", "error", target,
    ]  # fmt: skip
    process = subprocess.Popen(command, env=env, cwd=HERE, start_new_session=True)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        time.sleep(1)
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def wrk(
    port: int, path: str, *, seconds: int, connections: int, script: str = "", headers: tuple[str, ...] = ()
) -> dict[str, float]:
    command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency"]
    for header in headers:
        command += ["-H", header]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        if script:
            file.write(script + DONE)
            file.flush()
        else:
            file.write(DONE)
            file.flush()
        command += ["-s", file.name, f"http://localhost:{port}{path}"]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"RESULT (.*)", out)
    if found is None:
        raise SystemExit(out)
    return json.loads(found[1])


DONE = """
function done(summary, latency, requests)
  io.write(string.format('RESULT {"rate": %.1f, "p50": %.2f, "p95": %.2f, "p99": %.2f, "bad": %d}\\n',
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    latency:percentile(99) / 1000, summary.errors.status + summary.errors.read + summary.errors.timeout))
end
"""


def cookies(seeded: dict[str, int], count: int) -> tuple[list[str], str]:
    """Session cookies of so many people, and one of the staff."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import transaction

    from desireline.people.identity.models import Person

    def sign_in(pk: int) -> str:
        person = Person.objects.get(pk=pk)
        session = SessionStore()
        session[SESSION_KEY] = str(pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"

    with transaction.atomic():  # one wait for the disk in place of thousands
        return [sign_in(seeded["person"] + n) for n in range(count)], sign_in(seeded["staff"])


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server ends with us
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ideas", type=int, default=10_000)
    parser.add_argument("--votes", type=int, default=500_000)
    parser.add_argument("--processes", default="1,2")
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--keep", help="folder of a seeded instance to use again")
    parser.add_argument(
        "--threads", type=int, default=0, help="blocking threads of a process; 0: as `up` sets them"
    )
    parser.add_argument("--quick", action="store_true", help="1,000 ideas, one process, two seconds a case")
    parser.add_argument("--only", default="", help="measure only cases whose name holds this")
    args = parser.parse_args()
    if args.quick:
        args.ideas, args.votes, args.processes, args.seconds = 1_000, 50_000, "1", 2
    sys.path.insert(0, str(HERE))
    from instance import seeded

    found = seeded(args)
    for processes in [int(n) for n in args.processes.split(",")]:
        measure(processes, found, args)


def measure(processes: int, seeded: dict[str, int], args: argparse.Namespace) -> None:
    from django.db import connection, connections

    from desireline.kit.writes.slots import THREADS
    from seed import WORDS

    port = free_port()
    threads = args.threads or THREADS
    people, staff = cookies(seeded, min(2000, seeded["people"]))
    connections.close_all()
    quoted = "{" + ", ".join(f'"{cookie}"' for cookie in people) + "}"
    facts = {**seeded, "port": port, "cookies": quoted, "staff": staff}
    env = {
        **os.environ,
        "DESIRELINE_BASE_URL": f"http://localhost:{port}",
        "PYTHONPATH": str(HERE),
        "GRANIAN_WORKERS": str(processes),
    }
    title = f"{args.ideas:,} ideas, {args.votes:,} votes, {connection.vendor}, {processes} process(es), {args.connections} connections"
    print(
        f"\n### {title}\n\n| case | requests/s | p50 ms | p95 ms | p99 ms | not well | of the ceiling | of the prototype | of the best peer |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    own = {"seconds": args.seconds, "connections": args.connections}
    with server("ceiling:application", processes=processes, port=port, env=env, threads=threads):
        ceiling = wrk(port, "/", **own)
    line("bare ceiling", ceiling, ceiling["rate"], processes)
    cases = [
        ("board", "/boards/bench", "", ()),
        ("board 304", "/boards/bench", "", ("If-None-Match: ETAG",)),
        ("board json", "/boards/bench.json", "", ()),
        ("board built anew", "/boards/bench", ANEW % {"path": "/boards/bench"}, ()),
        ("board json built anew", "/boards/bench.json", ANEW % {"path": "/boards/bench.json"}, ()),
        ("board signed in", "/boards/bench", "", (f"Cookie: {people[0]}",)),
        ("idea", f"/bench/idea/{seeded['first'] + 5}", "", ()),
        ("idea built anew", "/", IDEA % facts, ()),
        ("vote", "/", VOTE % facts, ()),
        ("new idea", "/", POST % facts, ()),
        ("search", "/search", SEARCH, ()),
        ("search, 1,700 questions", "/search", OTHERS % {"words": str(WORDS)[1:-1]}, ()),
        ("search json", "/search.json", SEARCH.replace('"/search?', '"/search.json?'), ()),
    ]
    with server("served:application", processes=processes, port=port, env=env, threads=threads):
        for name, path, script, headers in cases:
            if args.only and args.only not in name:
                continue
            headers = tuple(header.replace("ETAG", etag(port, path)) for header in headers)
            wrk(port, path, seconds=1, connections=args.connections, script=script, headers=headers)
            line(name, wrk(port, path, script=script, headers=headers, **own), ceiling["rate"], processes)


def etag(port: int, path: str) -> str:
    from http.client import HTTPConnection

    asked = HTTPConnection("localhost", port)
    asked.request("GET", path)
    return asked.getresponse().getheader("ETag") or ""


def line(name: str, found: dict[str, float], ceiling: float, processes: int) -> None:
    rate = found["rate"]
    prototype = f"{rate / PROTOTYPE[name]:.0%}" if name in PROTOTYPE and processes == 1 else "–"
    peer = (
        f"{rate / PEER[name.removesuffix(' built anew')]:.1f} x"
        if name.removesuffix(" built anew") in PEER
        else "–"
    )
    print(
        f"| {name} | {rate:,.0f} | {found['p50']:.1f} | {found['p95']:.1f} | {found['p99']:.1f} | {found['bad']:.0f} |"
        f" {rate / ceiling:.0%} | {prototype} | {peer} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
