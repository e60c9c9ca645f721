"""Nodes of a real OpenSearch on this machine, each a process that can be killed. For tests.

Needs a JDK of 21 or newer (JAVA_HOME, or one that is installed) and Maven, which fetches what pom.xml names.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable
from http.client import HTTPConnection
from pathlib import Path

HERE = Path(__file__).parent
OLDEST = 21
HEAP = "512m"
STARTS = 180.0  # seconds that a node may take


class Missing(Exception):  # noqa: N818 - it reads as what happened
    """Something that this machine does not have. The message says what."""


def java() -> str:
    """The program of a JDK that is new enough."""
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    found = shutil.which("java")
    homes += [Path(found).resolve().parent.parent] if found else []
    homes += sorted(Path("/usr/lib/jvm").glob("*"), reverse=True) if Path("/usr/lib/jvm").is_dir() else []
    for home in homes:
        program = home / "bin" / "java"
        if (home / "bin" / "javac").exists() and _version(program) >= OLDEST:
            return str(program)
    raise Missing(f"There is no JDK of {OLDEST} or newer: set JAVA_HOME to one.")


def _version(program: Path) -> int:
    try:
        said = subprocess.run([program, "-version"], capture_output=True, text=True, check=True).stderr
    except (OSError, subprocess.CalledProcessError):
        return 0
    number = re.search(r'version "(\d+)', said)
    return int(number[1]) if number else 0


def classpath() -> str:
    """The archives that a node needs, fetched by Maven as its settings say."""
    program = shutil.which("mvn")
    if program is None:
        raise Missing("There is no Maven: install it (`mvn`).")
    with tempfile.NamedTemporaryFile(suffix=".classpath") as file:
        goal = ["dependency:build-classpath", f"-Dmdep.outputFile={file.name}"]
        command = [program, "-q", "-B", "-f", str(HERE / "pom.xml"), *goal]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        if made.returncode:
            raise Missing(f"Maven could not fetch OpenSearch: {made.stdout[-600:].strip()}")
        return Path(file.name).read_text(encoding="utf-8")


class Nodes:
    """So many nodes of one cluster in a folder."""

    def __init__(self, folder: Path, many: int = 3) -> None:
        self._java, self._archives, self._folder = java(), classpath(), folder
        ports = _free(2 * many)
        self._http, self._transport = ports[:many], ports[many:]
        self._processes: dict[int, subprocess.Popen[bytes]] = {}
        try:
            for number in range(many):
                self.start(number)
            self.wait(f"wait_for_nodes={many}&wait_for_status=green", range(many))
        except BaseException:
            self.close()
            raise

    @property
    def urls(self) -> tuple[str, ...]:
        return tuple(f"http://127.0.0.1:{port}" for port in self._http)

    def start(self, number: int) -> None:
        switches = [f"-Xms{HEAP}", f"-Xmx{HEAP}", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"]
        place = [str(self._folder / str(number)), str(number), str(self._http[number])]
        transport = ",".join(map(str, self._transport))
        command = [self._java, *switches, "-cp", self._archives, str(HERE / "Node.java"), *place, transport]
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / f"{number}.log").open("ab") as log:
            self._processes[number] = subprocess.Popen(command, stdout=log, stderr=log, cwd=self._folder)

    def kill(self, number: int) -> None:
        """As a power cut does: kill -9."""
        process = self._processes.pop(number)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()

    def wait(self, state: str, numbers: Iterable[int]) -> None:
        """Until each of these nodes says that the cluster has that state."""
        until = time.monotonic() + STARTS
        for number in numbers:
            while True:
                if self._processes[number].poll() is not None:
                    raise RuntimeError(f"Node {number} ended: {self._last(number)}")
                if self._says(number, f"/_cluster/health?{state}&timeout=5s"):
                    break
                if time.monotonic() > until:
                    raise RuntimeError(f"Node {number} is not ready: {self._last(number)}")
                time.sleep(0.5)

    def _says(self, number: int, path: str) -> bool:
        connection = HTTPConnection("127.0.0.1", self._http[number], timeout=15)
        try:
            connection.request("GET", path)
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def _last(self, number: int) -> str:
        return (self._folder / f"{number}.log").read_text(encoding="utf-8", errors="replace")[-2000:]

    def close(self) -> None:
        for number in list(self._processes):
            self.kill(number)


def _free(many: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _n in range(many)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports
