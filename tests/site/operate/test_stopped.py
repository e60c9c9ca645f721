"""A command that cannot go on, or is stopped, ends with one sentence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
KEPT = {
    name: value for name, value in os.environ.items() if not name.startswith(("DESIRELINE_", "DATABASE_URL"))
}


def started(folder: Path, *arguments: str, **more: str) -> subprocess.Popen[str]:
    environment = {
        **KEPT,
        "DESIRELINE_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "desireline.site.settings",
        **more,
    }
    command = [sys.executable, "-m", "desireline.site.command", *arguments]
    return subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_heed_interrupts,
    )


def _heed_interrupts() -> None:
    """Whoever is started in the background of a script ignores Ctrl-C, and so would its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize(
    "arguments",
    [["demo"], ["import", "--list"]],
)
def test_a_database_without_tables_is_told_in_a_sentence(tmp_path: Path, arguments: list[str]) -> None:
    command = started(tmp_path, *arguments)
    _out, said = command.communicate(timeout=120)
    assert command.returncode == 1
    assert (
        said.strip().splitlines()[-1].startswith("desireline: The tables of this version are not there yet.")
    )
    assert "Traceback" not in said


def test_a_database_that_does_not_answer_is_told_in_a_sentence(tmp_path: Path) -> None:
    command = started(tmp_path, "recount", DATABASE_URL="postgres://nobody:x@127.0.0.1:9/none")
    _out, said = command.communicate(timeout=120)
    assert command.returncode == 1
    assert "The database does not answer" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("after", ["Preparing the database", "Bringing the demo"])
def test_the_first_start_is_stopped_without_a_traceback(tmp_path: Path, after: str) -> None:
    command = started(tmp_path, "up", "--port", "8769", DESIRELINE_DEMO="yes", PYTHONUNBUFFERED="1")
    assert command.stdout is not None
    for line in command.stdout:
        if line.startswith(after):
            break
    command.send_signal(signal.SIGINT)
    _out, said = command.communicate(timeout=120)
    assert command.returncode == 130
    assert "Traceback" not in said
    assert said.strip().startswith("desireline: stopped.")
