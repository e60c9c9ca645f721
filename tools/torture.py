"""kill -9 of web server and worker, over and over, while people vote, comment and post and an archive moves in and out.

    python tools/torture.py --cycles 200        SQLite, or PostgreSQL where DATABASE_URL says so

After each kill everything that was acknowledged must be there, what was not may be, and a recount must find
nothing wrong. An import goes on where it was, is whole in the end, and its undo leaves nothing. The instance must come
up by itself.
"""

from __future__ import annotations

import argparse
import os
import random
import secrets
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.torture_import import Moving

CLIENTS, PEOPLE, IDEAS = 4, 240, 24


class Ledger:
    """What the clients were told, and what they asked for without an answer."""

    def __init__(self) -> None:
        self.votes: dict[tuple[int, int], int] = {}
        self.doubtful: dict[tuple[int, int], int] = {}
        self.texts: dict[str, str] = {}
        self.acknowledged = 0
        self.refused: dict[int, int] = {}


class Client(threading.Thread):
    """One reader at a time, with people of its own, until the connection breaks."""

    def __init__(self, number: int, port: int, world: dict[str, Any], ledger: Ledger) -> None:
        super().__init__(daemon=True)
        self.people = world["people"][number::CLIENTS]
        self.ideas, self.board = world["ideas"], world["board"]
        self.port, self.ledger = port, ledger
        self.halt = threading.Event()

    def run(self) -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        while not self.halt.is_set():
            person, cookie = random.choice(self.people)
            act = random.choices((self.vote, self.comment, self.post), (8, 3, 1))[0]
            try:
                act(connection, person, cookie)
            except (OSError, HTTPException):
                return

    def _send(self, connection: HTTPConnection, path: str, cookie: str, data: dict[str, Any]) -> int:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
            "Cookie": f"desireline={cookie}",
            "Sec-Fetch-Site": "same-origin",
            "X-Forwarded-For": ".".join(str(random.randint(1, 250)) for _ in range(4)),
        }
        connection.request("POST", path, urlencode(data), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status

    def _note(self, status: int, good: int) -> bool:
        if status == good:
            self.ledger.acknowledged += 1
            return True
        self.ledger.refused[status] = self.ledger.refused.get(status, 0) + 1
        return False

    def vote(self, connection: HTTPConnection, person: int, cookie: str) -> None:
        idea = random.choice(self.ideas)
        want, key = random.choice((0, 1, 1, 2, 3)), (idea, person)
        self.ledger.doubtful[key] = want
        if self._note(self._send(connection, f"/ideas/{idea}/vote", cookie, {"how_much": want}), 200):
            self.ledger.votes[key] = want
        del self.ledger.doubtful[key]

    def comment(self, connection: HTTPConnection, person: int, cookie: str) -> None:
        text = f"comment {secrets.token_hex(12)}"
        path = f"/ideas/{random.choice(self.ideas)}/comments"
        if self._note(self._send(connection, path, cookie, {"body": text}), 302):
            self.ledger.texts[text] = "comment"

    def post(self, connection: HTTPConnection, person: int, cookie: str) -> None:
        title = f"idea {secrets.token_hex(12)}"
        if self._note(self._send(connection, f"/boards/{self.board}/new", cookie, {"title": title}), 302):
            self.ledger.texts[title] = "idea"


class Server:
    """`desireline up` in a process group of its own."""

    def __init__(self, port: int, log: Path) -> None:
        self.port, self.log = port, log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Seconds until it is ready."""
        since = time.monotonic()
        command = [sys.executable, "-m", "desireline.site.command", "up", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        while time.monotonic() - since < 90:
            try:
                asked = HTTPConnection("127.0.0.1", self.port, timeout=5)
                asked.request("GET", "/readyz")
                if asked.getresponse().status == 200:
                    return time.monotonic() - since
            except (OSError, HTTPException):
                time.sleep(0.02)
        self.kill()
        sys.exit(f"It did not come up again:\n{self.log.read_text('utf-8')[-3000:]}")

    def kill(self) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def bring() -> dict[str, Any]:
    """Tables, people with sessions, a board and its ideas."""
    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from tests import make

    from desireline.people.roles.api import Role

    call_command("migrate", verbosity=0)
    people = []
    for _ in range(PEOPLE):
        person = make.person(role=Role.CONTRIBUTOR, trust=1)
        session = SessionStore()
        session["_auth_user_id"] = str(person.pk)
        session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
        session["_auth_user_hash"] = person.get_session_auth_hash()
        session.create()
        people.append((person.pk, str(session.session_key)))
    board = make.board()
    return {"people": people, "board": board.slug, "ideas": [make.idea(on=board).pk for _ in range(IDEAS)]}


def check(ledger: Ledger, ideas: list[int]) -> list[str]:
    """What is wrong: lost or wrong votes, lost texts, counters that a recount mends."""
    from desireline.kit.counters.api import recount_all
    from desireline.kit.jobs.api import Progress
    from desireline.listen.comments.models import Comment
    from desireline.listen.ideas.models import Idea
    from desireline.listen.votes.models import Vote

    votes = Vote.objects.filter(idea__in=ideas).values_list("idea", "person", "how_much")
    there = {(idea, person): much for idea, person, much in votes}
    wrong = []
    for key in set(ledger.votes) | set(ledger.doubtful) | set(there):
        now, told = there.get(key, 0), ledger.votes.get(key, 0)
        if now not in {told, ledger.doubtful.get(key, told)}:
            wrong.append(f"vote {key}: acknowledged {told}, found {now}")
        ledger.votes[key] = now
    ledger.doubtful.clear()
    found = set(Comment.objects.values_list("body", flat=True)) | set(
        Idea.objects.values_list("title", flat=True)
    )
    wrong += [f"{kind} lost: {text}" for text, kind in ledger.texts.items() if text not in found]
    wrong += [
        f"{name}: {bad} of {seen} drifted" for name, (seen, bad) in recount_all(Progress()).items() if bad
    ]
    return wrong


def quiet() -> None:
    """PostgreSQL ends the work of a killed client in its own time: a commit that was on the way may still count."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    import psycopg

    connection.close()
    connection.close_pool()
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        for _attempt in range(600):
            row = server.execute(others).fetchone()
            if row == (0,):
                return
            time.sleep(0.05)
    sys.exit("PostgreSQL still works for a client that was killed half a minute ago.")


def settle(server: Server, moving: Moving) -> list[str]:
    """Left alone after the last kill, the import must get to its end, and then be undone."""
    server.start()
    wrong, until = [], time.monotonic() + 180
    before = moving.undone
    while moving.undone == before:
        if time.monotonic() > until:
            wrong.append(f"the import is still {moving.state()} after three minutes of quiet: {moving.job()}")
            break
        time.sleep(0.1)
        if moving.state() in {"done", "undone", "failed"}:
            wrong += moving.check()
    server.kill()
    return wrong


def torture(cycles: int, folder: Path) -> int:
    import django
    from django.db import connections

    django.setup()
    world, ledger = bring(), Ledger()
    moving = Moving(folder)
    port = int(urlsplit(os.environ["DESIRELINE_BASE_URL"]).port or 0)
    server, starts, wrong = Server(port, folder / "log"), [], []
    since = time.monotonic()
    for cycle in range(cycles):
        starts.append(server.start())
        clients = [Client(number, port, world, ledger) for number in range(CLIENTS)]
        for client in clients:
            client.start()
        time.sleep(random.uniform(0.15, 0.8) if cycle % 4 else random.uniform(1, 5))
        server.kill()
        for client in clients:
            client.halt.set()
            client.join()
        quiet()
        found = check(ledger, world["ideas"]) + moving.check()
        wrong += [f"cycle {cycle}: {what}" for what in found]
        connections.close_all()
    wrong += settle(server, moving)
    median = statistics.median(starts)
    print(
        f"{cycles} kills in {time.monotonic() - since:.0f} s: {ledger.acknowledged} writes acknowledged, "
        f"{len(wrong)} lost or wrong; ready again after {median:.1f} s (median), {max(starts):.1f} s at most"
    )
    print(
        f"imports: {moving.brought} brought in whole, {moving.undone} undone, found half done {moving.middles} times"
    )
    if ledger.refused:
        print(f"not acknowledged, by status: {ledger.refused}")
    print("\n".join(wrong[:20]))
    return 1 if wrong or ledger.acknowledged < cycles or not moving.undone else 0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def own_database(url: str) -> str:
    """A database of its own beside the given one, made anew."""
    import psycopg

    parts, name = urlsplit(url), f"desireline_torture_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(parts._replace(path=f"/{name}"))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cycles", type=int, default=30)
    cycles = parser.parse_args().cycles
    folder = Path(tempfile.mkdtemp(prefix="desireline-torture-"))
    given = os.environ.get("DATABASE_URL", "")
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "desireline.site.settings",
        "DESIRELINE_DATA": str(folder / "data"),
        "DESIRELINE_BASE_URL": f"http://localhost:{free_port()}",
        "DESIRELINE_TRUSTED_PROXIES": "1",
        "DESIRELINE_WRITES": "grouped",
        "DESIRELINE_LOG_LEVEL": "warning",
        "DESIRELINE_DEMO": "no",
    }
    if given.startswith("postgres"):
        os.environ["DATABASE_URL"] = own_database(given)
    try:
        return torture(cycles, folder)
    finally:
        if given.startswith("postgres"):
            import psycopg

            with psycopg.connect(given, autocommit=True) as server:
                server.execute(f'DROP DATABASE "desireline_torture_{os.getpid()}" WITH (FORCE)')
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
