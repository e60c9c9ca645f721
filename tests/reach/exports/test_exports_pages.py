"""An export by the browser: asked for, written, fetched, deleted, gone after a day; and who may."""

from __future__ import annotations

import io
import stat
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from desireline.kit.jobs.api import run_all
from desireline.kit.jobs.models import Job
from desireline.reach.exports import keeping
from desireline.reach.exports.models import Export
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def _written(client: Client) -> Export:
    assert client.post("/team/exports").status_code == 302
    run_all()
    return Export.objects.latest("pk")


def test_an_export_is_asked_for_written_fetched_and_deleted(
    client: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(cast.stella)
    assert "No export yet" in client.get("/team/exports").content.decode()
    client.post("/team/exports")
    assert 'hx-trigger="every 2s"' in client.get("/team/exports").content.decode()
    export = _written(client)
    assert export.state == "ready"
    assert export.rows > 0
    shown = client.get("/team/exports").content.decode()
    address = f"/team/exports/{export.pk}/desireline-export.zip"
    assert address in shown
    assert "hx-trigger" not in shown.partition('id="exports"')[2].partition(">")[0]
    answer = client.get(address)
    assert answer["Cache-Control"] == "private, no-store"
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as archive:
        assert b"stella" in archive.read("data/people_person.jsonl")
    assert stat.S_IMODE(keeping.folder().stat().st_mode) == 0o700
    path = keeping.path_of(export)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/team/exports/{export.pk}/delete")
    assert not path.exists()
    assert client.get(address).status_code == 404


def test_one_is_written_at_a_time(client: Client, cast: Cast) -> None:
    client.force_login(cast.stella)
    for _time in range(2):
        client.post("/team/exports")
    assert Export.objects.count() == 1


def test_after_a_day_it_is_gone(client: Client, cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    client.force_login(cast.stella)
    export = _written(client)
    (keeping.folder() / "nobodys.zip.part").write_bytes(b"")
    Export.objects.update(made=timezone.now() - keeping.KEPT - timedelta(minutes=1))
    assert client.get(f"/team/exports/{export.pk}/desireline-export.zip").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        assert keeping.sweep() == 1
    assert not list(keeping.folder().iterdir())


def test_what_fails_is_told_and_can_be_asked_for_again(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: object, **_rest: object) -> None:
        raise OSError(28, "No space left on device")

    client.force_login(cast.stella)
    client.post("/team/exports")
    with monkeypatch.context() as patch:
        patch.setattr(keeping, "write", full)
        with pytest.raises(OSError, match="No space"):
            run_all()
    assert "Stopped" in client.get("/team/exports").content.decode()
    Job.objects.all().delete()
    assert _written(client).state == "ready"


def test_the_team_without_the_right_sees_nothing(client: Client, cast: Cast) -> None:
    client.force_login(cast.stella)
    export = _written(client)
    for person in (cast.tom, cast.carla):
        client.force_login(person)
        assert client.get("/team/exports").status_code == 404
        assert client.get(f"/team/exports/{export.pk}/desireline-export.zip").status_code == 404
        assert client.post(f"/team/exports/{export.pk}/delete").status_code == 404
    assert Export.objects.exists()
