"""A real instance in a folder of its own: prepared once with the demo, copied, served by the real server."""

from __future__ import annotations

import fcntl
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SETUP = "import json, sys, django; django.setup(); given = json.loads(sys.argv[1])\n"
PREPARE = "from desireline.site.operate.prepare import prepare; prepare(lambda line: None)"


def environment(folder: Path, port: int, *, demo: bool) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DESIRELINE_", "DATABASE_URL"))}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "desireline.site.settings",
        "DESIRELINE_DATA": str(folder),
        "DESIRELINE_DEMO": "yes" if demo else "no",
        "DESIRELINE_BASE_URL": f"http://localhost:{port}",
        "DESIRELINE_LOG_LEVEL": "warning",
        "DESIRELINE_EMBEDDINGS": "off",  # each site would load the model
        "DESIRELINE_SYNCHRONOUS": "normal",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
        "PYTHONUNBUFFERED": "1",
    }


def script(folder: Path, code: str, *, port: int = 8000, demo: bool = True, **given: Any) -> Any:
    """Run code in the instance of the folder; what it leaves in `answer` comes back."""
    ending = "\nprint('\\n' + json.dumps(globals().get('answer')))"
    done = subprocess.run(
        [sys.executable, "-c", SETUP + code + ending, json.dumps(given)],
        env=environment(folder, port, demo=demo),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    if done.returncode:
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-6000:])
    return json.loads(done.stdout.splitlines()[-1])


def prepared(root: Path, *, demo: bool) -> Path:
    """A folder with a prepared instance, made once for all processes of the test run."""
    folder = root / ("demo" if demo else "empty")
    with (root / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / ".ready").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            script(folder, PREPARE, demo=demo)
            (folder / ".ready").touch()
        elif "JOURNEYS_ROOT" in os.environ:
            script(folder, PREPARE, demo=demo)  # tables may be new since
    return folder


@dataclass(frozen=True, slots=True)
class Site:
    """A running instance."""

    folder: Path
    port: int
    demo: bool

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def script(self, code: str, **given: Any) -> Any:
        return script(self.folder, code, port=self.port, demo=self.demo, **given)

    def letters(self, to: str) -> list[EmailMessage]:
        """Mails to the address, oldest first. Without a mail server they are written into the data folder."""
        found = []
        for path in sorted((self.folder / "mail").glob("*"), key=lambda one: one.stat().st_mtime_ns):
            for part in path.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
                if b"Subject:" in part:
                    mail = message_from_bytes(part.strip() + b"\n", policy=policy.default)
                    if to in str(mail["To"]):
                        found.append(mail)
        return found  # type: ignore[return-value]

    def letter(self, to: str) -> EmailMessage:
        """The newest mail to the address. The worker sends it, so it may take a moment."""
        for _attempt in range(150):
            if found := self.letters(to):
                return found[-1]
            time.sleep(0.1)
        raise AssertionError(f"No mail to {to} within 15 seconds")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(gold: Path, folder: Path, *, demo: bool, worker: bool = True) -> Iterator[Site]:
    """A copy of the prepared instance, with web server and worker as `desireline up` starts them."""
    shutil.copytree(gold, folder)
    site = Site(folder, free_port(), demo)
    log = (folder / "server.log").open("wb")
    command = [sys.executable, "-m", "desireline.site.command", "up", "--port", str(site.port)]
    if not worker:
        command = [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
            *("--port", str(site.port), "--blocking-threads", "2", "--no-ws", "--log-level", "warning"),
            "desireline.site.wsgi:application",
        ]
    process = subprocess.Popen(
        command, env=environment(folder, site.port, demo=demo), stdout=log, stderr=log, cwd=folder
    )
    try:
        _await(site, process, folder / "server.log")
        yield site
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
        log.close()


def _await(site: Site, process: subprocess.Popen[bytes], log: Path) -> None:
    for _attempt in range(600):
        if process.poll() is not None:
            break
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)) as asked:
                asked.request("GET", "/livez")
                if asked.getresponse().status == 200:
                    return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError("The server does not answer:\n" + log.read_text(errors="replace")[-4000:])
