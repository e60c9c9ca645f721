from __future__ import annotations

import numpy as np
import pytest

from desireline.prove.recognition.rules import DAY, Answers

NOW = 1_780_000_000.0


def _answers(*rows: tuple[float, float | None]) -> Answers:
    """How many days ago each came, and after how many days it was answered."""
    came = np.array([NOW - age * DAY for age, _answered in rows])
    took = np.array([np.nan if answered is None else answered * DAY for _age, answered in rows])
    return Answers(np.arange(len(rows)), np.zeros(len(rows), np.int64), came, came + took)


@pytest.mark.parametrize(
    ("age", "answered", "due", "kept"),
    [
        (10, 2, True, True),
        (10, 6, True, False),
        (10, None, True, False),
        (5, 5, True, True),
        (3, 1, False, True),
    ],
)
def test_an_idea_counts_once_its_time_is_up(
    age: float, answered: float | None, due: bool, kept: bool
) -> None:
    one = _answers((age, answered))
    assert one.due(5, NOW).tolist() == [due]
    assert one.kept(5).tolist() == [kept]


@pytest.mark.parametrize(
    ("rows", "median"),
    [
        ([(10, 1), (10, 2), (10, 3)], 2),
        ([(10, 1), (10, 3)], 1),  # half were answered after one day
        ([(10, 1), (10, None), (10, None)], None),  # most wait: it cannot be told yet
        ([(10, 4), (2, None), (10, 6)], 4),  # one that is young says nothing of what comes after two days
        ([], None),
    ],
)
def test_the_median_counts_those_that_still_wait(
    rows: list[tuple[float, float | None]], median: float | None
) -> None:
    found = _answers(*rows).median(NOW)
    assert found == (pytest.approx(median) if median is not None else None)
