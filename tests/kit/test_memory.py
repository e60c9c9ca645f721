"""What a process keeps for a moment, and what it lets go."""

from __future__ import annotations

import pytest

from desireline.kit.options import memory
from desireline.kit.options.memory import Recent, remembered


def test_the_oldest_go_first_and_no_more_than_so_many_stay() -> None:
    kept: Recent[int, str] = Recent(3)
    for n in range(5):
        kept.put(n, str(n))
    assert [kept.get(n) for n in range(5)] == [None, None, "2", "3", "4"]
    kept.update({3: "three", 5: "5"})
    assert [kept.get(n) for n in range(2, 6)] == [None, "three", "4", "5"]
    kept.clear()
    assert kept.get(5) is None


def test_a_value_is_read_again_after_a_change_or_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    @remembered
    def value() -> int:
        made.append(1)
        return len(made)

    assert (value(), value()) == (1, 1)
    memory.forget()
    assert (value(), value()) == (2, 2)
    monkeypatch.setattr(memory, "SECONDS", -1.0)  # every moment is over
    assert value() == 3


def test_a_change_during_the_reading_counts_as_later() -> None:
    made: list[int] = []

    @remembered
    def value() -> int:
        made.append(1)
        if len(made) == 1:
            memory.forget()
        return len(made)

    assert (value(), value()) == (1, 2)
