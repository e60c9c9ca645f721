"""The brake in memory is shared by the web server processes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from desireline.kit.limits import pace
from desireline.kit.limits.api import TooMany
from desireline.kit.limits.pace import Pace
from desireline.listen.votes.pace import check, votes

MOST = 120


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    clock = SimpleNamespace(monotonic=lambda: 6e9)
    monkeypatch.setattr(pace, "time", clock)
    return clock


def given(brake: Pace, who: int) -> int:
    """How many this process takes in a minute."""
    return next(count for count in range(1000) if not brake.allows(who))


def test_one_process_gives_all_of_it_to_each(settings: Any) -> None:
    settings.WEB_PROCESSES = 1
    brake = Pace(MOST)
    assert given(brake, 1) == given(brake, 2) == MOST


@pytest.mark.parametrize("processes", [2, 3, 7])
def test_all_processes_together_never_give_more(settings: Any, processes: int) -> None:
    settings.WEB_PROCESSES = processes
    assert 0.8 * MOST < given(Pace(MOST), 1) * processes <= MOST


def test_the_next_minute_begins_anew(settings: Any, clock: SimpleNamespace) -> None:
    settings.WEB_PROCESSES = 1
    brake = Pace(2)
    assert [brake.allows("a") for _ in range(3)] == [True, True, False]
    clock.monotonic = lambda: 6e9 + 60
    assert brake.allows("a")


def test_votes_beyond_it_are_refused(settings: Any) -> None:
    settings.WEB_PROCESSES = 1
    for _ in range(votes.most):
        check(1)
    with pytest.raises(TooMany):
        check(1)
    check(2)
