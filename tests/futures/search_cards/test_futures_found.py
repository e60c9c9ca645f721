from __future__ import annotations

import pytest
from django.utils import timezone

from desireline.engines.search.api import Query, query
from desireline.futures.search_cards.cards import futures_seen, outcomes_seen
from desireline.people.audiences.api import basic
from tests import make

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return [hit.key for hit in query(Query(text, (f"audience:{basic('public').pk}",))).hits]


def test_published_futures_and_their_outcomes_are_found() -> None:
    future = make.future("Money that looks after itself", desired_state="No one waits for a *counterfoil*.")
    outcome = make.outcome("Minimise the time it takes to know what I owe", under=future)
    assert found("counterfoil") == [f"future:{future.pk}"]
    assert found("owe know time") == [f"outcome:{outcome.pk}"]


def test_drafts_archived_and_deleted_ones_are_not() -> None:
    future = make.future("Money that looks after itself")
    make.outcome("Minimise the time it takes to know what I owe", under=future)
    future.archived = timezone.now()
    future.save()
    assert found("owe") == found("money") == []
    future.archived = None
    future.save()
    assert len(found("owe")) == len(found("money")) == 1
    future.delete()
    assert found("owe") == found("money") == []


def test_a_future_for_others_is_not_found_and_not_shown() -> None:
    future = make.future("Money that looks after itself", audience="staff")
    outcome = make.outcome("Minimise the time it takes to know what I owe", under=future)
    assert found("owe") == found("money") == []
    assert futures_seen(None, [future.pk]) == outcomes_seen(None, [outcome.pk]) == {}
