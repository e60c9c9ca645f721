"""Narrow SQL: the same answers and the same errors as Django's own cursors give."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, OperationalError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from desireline.kit.options.models import Stamp
from desireline.kit.rows.api import fetch, insert, moment, one, run
from desireline.listen.ideas.models import Idea
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_values_come_back_as_they_went_in_percent_signs_too() -> None:
    assert one("SELECT %s, 'a%%', %s", ["b%s", 5]) == ("b%s", "a%", 5)
    assert one("SELECT key FROM kit_stamp WHERE key = %s", ["nothing"]) is None


def test_changes_say_how_many_rows_they_met() -> None:
    Stamp.objects.create(key="a", number=1)
    Stamp.objects.create(key="b", number=1)
    assert run("UPDATE kit_stamp SET number = 7 WHERE key IN (%s, %s)", ["a", "b"]) == 2
    assert fetch("SELECT key, number FROM kit_stamp WHERE number = 7 ORDER BY key") == [("a", 7), ("b", 7)]


def test_errors_are_djangos() -> None:
    run("INSERT INTO kit_stamp (key, number) VALUES (%s, 1)", ["a"])
    with pytest.raises(IntegrityError), transaction.atomic():
        run("INSERT INTO kit_stamp (key, number) VALUES (%s, 1)", ["a"])
    with pytest.raises((OperationalError, ProgrammingError)), transaction.atomic():
        fetch("SELECT 1 FROM nowhere_at_all")
    assert one("SELECT 1") == (1,)


def test_a_broken_transaction_takes_nothing_more() -> None:
    with transaction.atomic():
        connection.set_rollback(True)
        with pytest.raises(transaction.TransactionManagementError):
            one("SELECT 1")


def test_who_counts_queries_sees_them() -> None:
    with CaptureQueriesContext(connection) as seen:
        one("SELECT %s", [1])
    assert len(seen) == 1


def test_a_row_that_is_inserted_reads_like_one_that_was_saved(cast: Cast) -> None:
    board = make.board()
    at = datetime(2026, 2, 3, 4, 5, 6, 789, tzinfo=UTC)
    given = Idea(
        board=board, title="A lamp", slug="a-lamp", author=cast.carla, status_id=make.idea("x").status_id
    )
    given.created = at
    made = insert(given)
    read = Idea.objects.get(pk=made.pk)
    for field in Idea._meta.concrete_fields:
        assert getattr(read, field.attname) == getattr(made, field.attname), field.name
    assert moment(one("SELECT created FROM listen_idea WHERE id = %s", [made.pk])[0]) == at
    made.title = "Another lamp"
    made.save()
    assert Idea.objects.filter(title="Another lamp").count() == 1
