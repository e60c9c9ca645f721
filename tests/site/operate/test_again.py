from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db.migrations.recorder import MigrationRecorder

from desireline.people.identity.models import Person
from desireline.site.operate import again
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "static").mkdir()
    settings.DATA, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    monkeypatch.setattr(again.connection, "close", lambda: None)  # the test's transaction goes on


def test_a_start_is_again_only_when_all_is_as_it_was(cast: Cast) -> None:
    assert not again.prepared()
    again.remember()
    assert again.prepared()


def test_without_an_administrator_the_link_must_be_shown(cast: Cast) -> None:
    again.remember()
    Person.objects.filter(role="admin").update(is_active=False)
    assert not again.prepared()
    again.remember()
    assert not again.prepared()


def test_another_database_must_be_prepared(cast: Cast) -> None:
    again.remember()
    MigrationRecorder.Migration.objects.filter(app="listen").delete()
    assert not again.prepared()


def test_other_settings_or_programs_must_be_prepared(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    again.remember()
    monkeypatch.setenv("DESIRELINE_DEMO", "yes")
    assert not again.prepared()
