"""The tables themselves refuse what cannot be."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from desireline.prove.portfolio.models import ProjectCase
from tests import make
from tests.cast import Cast


@pytest.mark.parametrize(
    "wrong",
    [
        {"operational_excellence": 60, "product_leadership": 60},
        {"social_mission": 50},
        {"horizon": 4},
        {"technical": 1.2},
        {"commercial": -0.1},
        {"value": -1},
        {"development": -1},
    ],
    ids=str,
)
def test_a_case_out_of_bounds_is_refused(cast: Cast, wrong: dict[str, Any]) -> None:
    project = make.project(by=cast.tom)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectCase.objects.create(project=project, **wrong)


def test_shares_of_100_and_nothing_said_are_both_fine(cast: Cast) -> None:
    ProjectCase.objects.create(project=make.project(by=cast.tom))
    ProjectCase.objects.create(
        project=make.project(by=cast.tom),
        operational_excellence=34,
        product_leadership=33,
        customer_intimacy=33,
    )
    assert ProjectCase.objects.count() == 2
