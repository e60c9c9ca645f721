"""`desireline up`: everything that one machine needs, in one command."""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

from desireline.kit.writes.slots import THREADS
from desireline.site.operate.again import prepared, remember
from desireline.site.operate.children import Child, Family

Say = Callable[[str], object]
PATIENCE = 60.0  # seconds for the web server to answer


def web_command(*, host: str, port: int, workers: int) -> list[str]:
    """How granian is started: many threads, of which few work at once on SQLite (`kit.writes.slots`)."""
    options = {
        "interface": "wsgi",
        "http": "1",
        "host": host,
        "port": str(port),
        "workers": str(workers),
        "blocking-threads": str(THREADS),
        "workers-kill-timeout": "10",
        "respawn-interval": "0.5",
        "log-level": "error",  # its warnings are about the number of threads, which is meant
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
    """Say where it is once it answers. `since`: when all of it began, which may be a demo ago."""
    asking = time.monotonic()
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - asked, not bound
    while time.monotonic() - asking < PATIENCE:
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
    say(f"The web server at {address} does not answer yet. `desireline doctor` may tell why.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    port = urlsplit(str(settings.BASE_URL)).port or 8000
    parser.add_argument("--host", default="127.0.0.1", help="Address to listen on (127.0.0.1).")
    parser.add_argument(
        "--port", type=int, default=port, help="Port to listen on (that of the base URL, or 8000)."
    )
    parser.add_argument("--workers", type=int, default=1, help="Web server processes (1).")


def ready(say: Say) -> str | None:
    """Prepare the instance. The link for its first administrator, if it has none."""
    from desireline.people.identity.api import setup_link
    from desireline.site.operate.prepare import prepare

    prepare(say)
    link = setup_link()
    remember()
    connection.close()
    return link


def up_again(arguments: list[str], *, say: Say) -> bool:
    """`up` without loading the rooms. False where something must be prepared or said first."""
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    add_arguments(parser)
    try:
        options, rest = parser.parse_known_args(arguments)
    except argparse.ArgumentError:
        return False
    if rest or not prepared():
        return False
    up(host=options.host, port=options.port, workers=options.workers, say=say, again=True)
    return True


def up(*, host: str, port: int, workers: int, say: Say, again: bool = False) -> None:
    """Prepare (unless it runs `again`), start the web server and the worker, and stay until asked to stop."""
    since = time.monotonic()
    free(host, port)
    link = None if again else ready(say)
    address = os.environ.get("DESIRELINE_BASE_URL") or f"http://localhost:{port}"
    environment = {
        **os.environ,
        "PYTHONUNBUFFERED": "1",
        "DESIRELINE_BASE_URL": address,
        "DESIRELINE_WEB_PROCESSES": str(workers),
    }
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
