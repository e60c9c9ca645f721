"""A sync or a look in a process of its own: dlt takes memory and seconds that the worker should not keep."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.guide.connectors.runs import bury_the_dead
from desireline.kit.errors import Refused
from desireline.kit.jobs.api import Progress

STAGES = {
    "read": _("Read rows"),
    "sweep": _("Look which rows are gone"),
    "cards": _("Tell the search"),
}
PATIENCE = 10.0


def run(action: str, source: str, *, by: int | None, progress: Progress) -> None:
    """`desireline connect sync|check SOURCE`, its progress told here. Refused with its last words where it fails."""
    command = [sys.executable, "-m", "desireline.site.command", "connect", action, source, "--lines"]
    if by is not None:
        command += ["--by", str(by)]
    last = ""
    with _child(command) as child:
        assert child.stdout is not None  # noqa: S101 - it was asked for
        for line in child.stdout:
            told = _read(line)
            if told is None:
                continue
            last = told.get("error", last)
            if "stage" in told:
                progress.step(told["done"], told["all"], STAGES.get(told["stage"], ""))
        code = child.wait()
    if code:
        bury_the_dead()
        raise Refused(last or str(_("It was stopped in the middle.")))


def _read(line: str) -> dict[str, Any] | None:
    with suppress(json.JSONDecodeError):
        told = json.loads(line)
        return told if isinstance(told, dict) else None
    return None


def _lower() -> None:
    """Runs in the child: pages go first."""
    os.nice(10)


@contextmanager
def _child(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    """It ends with us: whoever is interrupted here ends it."""
    child = subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, preexec_fn=_lower
    )
    try:
        yield child
    finally:
        if child.poll() is None:
            child.terminate()
            try:
                child.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        if child.stdout:
            child.stdout.close()
