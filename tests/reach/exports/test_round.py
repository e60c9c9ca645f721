"""Export, then import into an empty instance: an equal instance."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from django.apps import apps

from desireline.kit.jobs.api import Progress
from desireline.listen.comments import api as comments
from desireline.listen.ideas.models import Idea
from desireline.listen.merges import api as merges
from desireline.listen.votes import api as votes
from desireline.people.identity.models import Person
from desireline.reach.exports import tables
from desireline.reach.exports.writing import write
from desireline.reach.imports import running
from tests import make
from tests.cast import Cast


def test_every_table_is_exported_or_left_out_for_a_reason() -> None:
    for name in tables.LEFT:
        apps.get_model(name)
    assert {"listen_idea", "listen_vote", "futures_rating", "people_person"} <= {
        model._meta.db_table for model in tables.exported()
    }


def _members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {
            name: archive.read(name) for name in archive.namelist() if name.startswith(("data/", "files/"))
        }


def test_an_export_makes_an_equal_instance(cast: Cast, tmp_path: Path) -> None:
    board = make.board("Wishes")
    one, two = (
        make.idea("One wish", on=board, by=cast.carla),
        make.idea("Another wish", on=board, by=cast.otto),
    )
    make.outcome()
    votes.vote(one.pk, cast.carla, 3)
    votes.vote(two.pk, cast.cora, 2)
    comments.post(one, by=cast.cora, body="Yes please")
    merges.merge(two, one, by=cast.tom)
    write(tmp_path / "first.zip", progress=Progress())
    before = _members(tmp_path / "first.zip")
    _empty()
    ada = Person.objects.create_user("ada@example.org", name="Ada", role="admin", pk=cast.ada.pk)
    Person.objects.filter(pk=ada.pk).update(joined=cast.ada.joined, trust=cast.ada.trust)
    batch = running.start([tmp_path / "first.zip"], by=ada)
    running.carry_out(batch, [tmp_path / "first.zip"], by=ada, progress=Progress())
    assert batch.skipped == 0, running.problems_of(batch)
    assert Idea.objects.get(pk=one.pk).votes == 2
    write(tmp_path / "second.zip", progress=Progress())
    after = _members(tmp_path / "second.zip")
    assert {name for name in before if before[name] != after.get(name)} == set()


def _empty() -> None:
    from django.db import connection

    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for model in [*apps.get_app_config("reach").get_models(), *reversed(tables.exported())]:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
        cursor.execute("DELETE FROM listen_accountsupport")
        cursor.execute("DELETE FROM listen_impression")


pytestmark = pytest.mark.django_db
