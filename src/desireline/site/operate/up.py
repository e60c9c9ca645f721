"""`desireline up`: everything that one machine needs, in one command."""

from __future__ import annotations

import http.client
import os
import socket
import sys
import threading
import time

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

from desireline.people.identity.api import setup_link
from desireline.site.operate.children import Child, Family
from desireline.site.operate.prepare import Say, prepare

THREADS = {"sqlite": 2, "postgresql": 16}


def web_command(*, host: str, port: int, workers: int) -> list[str]:
    """How granian is started: short requests in few threads on SQLite, more on PostgreSQL, where they wait."""
    options = {
        "interface": "wsgi",
        "http": "1",
        "host": host,
        "port": str(port),
        "workers": str(workers),
        "blocking-threads": str(THREADS[connection.vendor]),
        "workers-kill-timeout": "10",
        "respawn-interval": "0.5",
        "log-level": "warning",
    }
    flags = ["--no-ws", "--no-access-log", "--respawn-failed-workers"]
    named = [part for name, value in options.items() for part in (f"--{name}", value)]
    return [sys.executable, "-m", "granian", *named, *flags, "desireline.site.wsgi:application"]


def worker_command() -> list[str]:
    return [sys.executable, "-m", "desireline.site.command", "worker"]


def free(host: str, port: int) -> None:
    """Raise CommandError where something else listens already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {host} port {port}: {error.strerror}. "
                f"Choose another one, for example: desireline up --port {port + 1}"
            ) from error


def announce(host: str, port: int, say: Say, *, address: str, link: str | None, since: float) -> None:
    """Say where it is once it answers."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - asked, not bound
    while time.monotonic() - since < 60:
        try:
            asked = http.client.HTTPConnection(near, port, timeout=2)
            asked.request("GET", "/livez")
            if asked.getresponse().status == 200:
                took = time.monotonic() - since
                say(f"Desireline is at {address} (listening on {host}:{port}, started in {took:.1f} s).")
                if link:
                    say(f"Make the first administrator at {link}")
                say("Stop it with Ctrl-C.")
                return
        except OSError:
            time.sleep(0.05)
    say("The web server does not answer. `desireline doctor` may tell why.")


def up(*, host: str, port: int, workers: int, say: Say) -> None:
    """Prepare, start the web server and the worker, and stay until asked to stop."""
    since = time.monotonic()
    free(host, port)
    prepare(say)
    link = setup_link()
    connection.close()
    address = os.environ.get("DESIRELINE_BASE_URL") or f"http://localhost:{port}"
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "DESIRELINE_BASE_URL": address}
    if link:
        link = link.replace(str(settings.BASE_URL), address, 1)
    family = Family(
        [
            Child("web", web_command(host=host, port=port, workers=workers), environment),
            Child("worker", worker_command(), environment),
        ]
    )
    family.start()
    threading.Thread(
        target=announce,
        args=(host, port, say),
        kwargs={"address": address, "link": link, "since": since},
        daemon=True,
    ).start()
    family.watch()
    say("Stopped.")
