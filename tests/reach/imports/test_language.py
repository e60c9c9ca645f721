"""What a job found wrong with a file is read in the language of who opens its page."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override

from desireline.kit.jobs.api import enqueue, run_all
from desireline.reach.imports.models import ImportBatch
from desireline.reach.imports.running import problems_of
from tests.cast import Cast
from tests.reach.imports import archives
from tests.reach.imports.test_bringing import bring
from tests.reach.imports.test_imports_pages import CSV, upload


def _page(client: Client, batch: ImportBatch, language: str) -> str:
    return client.get(f"/team/imports/{batch.pk}", headers={"accept-language": language}).content.decode()


def test_a_file_that_is_refused_by_a_job(client: Client, cast: Cast, tmp_path: Path) -> None:
    client.force_login(cast.stella)
    batch = upload(client, "wishes.csv", CSV)
    shutil.rmtree(batch.path)
    client.post(f"/team/imports/{batch.pk}/plan")
    with override("de"):  # the worker's language
        run_all()
    batch.refresh_from_db()
    assert batch.state == "failed", batch.error
    assert "The file is no longer kept" in _page(client, batch, "en")
    assert "Die Datei ist nicht mehr gespeichert" in _page(client, batch, "de")


def test_a_file_that_is_refused_at_once(client: Client, cast: Cast) -> None:
    client.force_login(cast.stella)
    files = {"files": SimpleUploadedFile("x.bin", b"\x00\x01\x02nothing")}
    page = client.post("/team/imports", files, headers={"accept-language": "de"}).content.decode()
    assert "Speichere sie als CSV" in page


def test_an_undo_that_a_later_import_forbids_meanwhile(client: Client, cast: Cast, tmp_path: Path) -> None:
    first = bring(archives.fider_zip(tmp_path / "one.zip", ideas=3, votes=5, comments=1), cast.stella)
    later = bring(archives.fider_zip(tmp_path / "two.zip", ideas=4, votes=9, comments=2), cast.stella)
    ImportBatch.objects.filter(pk=first.pk).update(state="undoing", undone_by=cast.stella)
    enqueue("imports.undo", {"batch": first.pk, "force": False})
    with override("de"):
        run_all()
    client.force_login(cast.stella)
    assert f"Undo import {later.pk} first" in _page(client, first, "en")
    assert f"Mach zuerst Import {later.pk} rückgängig" in _page(client, first, "de")
    first.refresh_from_db()
    assert first.state == "done"


def test_why_two_ideas_stay_apart(client: Client, cast: Cast, tmp_path: Path) -> None:
    path = archives.fider_zip(tmp_path / "few.zip", ideas=2, votes=0, comments=0)
    with zipfile.ZipFile(path) as archive:
        posts = json.loads(archive.read("posts.json"))
    posts[0].update(status=5, original_id=2, is_approved=False)
    path = archives.fider_zip(tmp_path / "few.zip", ideas=2, votes=0, comments=0, posts=posts)
    with override("de"):
        batch = bring(path, cast.stella)
    client.force_login(cast.stella)
    assert "Only published ideas can be merged" in _page(client, batch, "en")
    assert "Nur veröffentlichte Ideen" in _page(client, batch, "de")
    with override("de"):
        assert any("Nur veröffentlichte Ideen" in one["text"] for one in problems_of(batch))
