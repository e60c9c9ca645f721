"""The brake on votes is shared by the web server processes."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from desireline.kit.limits.api import TooMany
from desireline.listen.votes import pace


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(pace, "time", SimpleNamespace(monotonic=lambda: 6e9))
    monkeypatch.setattr(pace, "_minute", 0)
    pace._counts.clear()
    yield
    pace._counts.clear()


def given(person: int) -> int:
    """How many votes this process takes in a minute."""
    for count in range(1000):
        try:
            pace.check(person)
        except TooMany:
            return count
    raise AssertionError("there is no limit")


def test_one_process_gives_all_of_it(settings: Any) -> None:
    settings.WEB_PROCESSES = 1
    assert given(1) == given(2) == pace.MOST


@pytest.mark.parametrize("processes", [2, 3, 7])
def test_all_processes_together_never_give_more(settings: Any, processes: int) -> None:
    settings.WEB_PROCESSES = processes
    assert 0.8 * pace.MOST < given(1) * processes <= pace.MOST
