"""Moments are read as numbers, to the microsecond, as Python would count them."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from desireline.kit.moments.api import Seconds, as_moment, seconds
from desireline.people.identity.models import Person
from tests import make

MOMENTS = (
    datetime(2024, 2, 29, 23, 59, 59, 999_999, UTC),
    datetime(2026, 1, 5, 12, 0, 0, 0, UTC),
    datetime(1969, 12, 31, 23, 0, 0, 1, UTC),
    datetime(2031, 7, 1, 3, 4, 5, 123_456, UTC),
)


@pytest.mark.django_db
def test_what_the_database_gives_is_what_python_counts() -> None:
    people = [make.person(joined=moment) for moment in MOMENTS]
    found = dict(
        Person.objects.filter(pk__in=[one.pk for one in people]).values_list("pk", Seconds("joined"))
    )
    assert seconds([found[one.pk] for one in people]).tolist() == [moment.timestamp() for moment in MOMENTS]


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_number_is_the_same_moment_again(moment: datetime) -> None:
    assert as_moment(moment.timestamp()) == moment


def test_of_nothing_there_is_nothing() -> None:
    assert seconds([]).dtype == np.float64
    assert len(seconds([])) == 0
