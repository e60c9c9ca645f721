"""What belongs to a confidential project is in no export, unless a steward says so; and that is noted."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import orjson
import pytest
from django.core.management import call_command
from django.db.models import CharField, TextField
from django.test import Client

from desireline.codevelop.projects.models import Project
from desireline.kit.jobs.api import Progress, run_all
from desireline.people.notices.models import Subscription
from desireline.reach.exports import confidential, keeping
from desireline.reach.exports.models import Export
from desireline.reach.exports.tables import columns, exported
from desireline.reach.exports.writing import write
from tests import make
from tests.cast import Cast
from tests.reach.exports.filling import Filling

pytestmark = pytest.mark.django_db
SECRET, OPEN = "zq7veiled", "zq7shown"


def _everything(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def filled(cast: Cast) -> dict[str, Filling]:
    """A confidential project and an open one, each with a row in every table that leads to it, and a word in each text."""
    found = {mark: Filling(cast, mark, confidential=mark == SECRET) for mark in (SECRET, OPEN)}
    wanted = confidential.hanging()
    for filling in found.values():
        for model in exported():
            if model._meta.db_table in wanted:
                filling.row(model)
        filling.file()
        project = filling.row(Project)
        Subscription.objects.create(person=cast.tom, topic=f"project:{project.pk}")
    return found


def _texts(table: str) -> bool:
    """Whether the table has a column of free text."""
    model = next(model for model in exported() if model._meta.db_table == table)
    free = [one for one in columns(model) if isinstance(one, CharField | TextField) and not one.choices]
    return any((one.max_length or 99) >= len(SECRET) for one in free)


def test_nothing_of_a_confidential_project_is_in_an_export(
    filled: dict[str, Filling], tmp_path: Path
) -> None:
    write(tmp_path / "x.zip", progress=Progress())
    found = _everything(tmp_path / "x.zip")
    assert [name for name, content in found.items() if SECRET.encode() in content] == []
    for table in {*confidential.hanging(), "engines_storedfile", "people_audience"}:
        if _texts(table):
            assert OPEN.encode() in found[f"data/{table}.jsonl"], table
    assert any(content == OPEN.encode() for content in found.values())
    manifest = orjson.loads(found["manifest.json"])
    assert manifest["confidential_projects"] == "left out"
    told = manifest["left_out"]
    assert told["codevelop_project"] == told["engines_storedfile"] == told["people_subscription"] == 1
    assert set(told) == {
        *confidential.hanging(),
        "engines_storedfile",
        "people_audience",
        "people_subscription",
    }


def test_with_the_choice_everything_is_in(filled: dict[str, Filling], tmp_path: Path) -> None:
    write(tmp_path / "x.zip", progress=Progress(), all_projects=True)
    found = _everything(tmp_path / "x.zip")
    for table in confidential.hanging():
        if _texts(table):
            assert SECRET.encode() in found[f"data/{table}.jsonl"], table
    assert any(content == SECRET.encode() for content in found.values())
    manifest = orjson.loads(found["manifest.json"])
    assert (manifest["confidential_projects"], manifest["left_out"]) == ("in", {})


def test_what_others_use_too_stays(cast: Cast, tmp_path: Path) -> None:
    both = Filling(cast, SECRET, confidential=True)
    Project.objects.update(audience=both.rows[type(make.project(by=cast.tom).audience)])
    write(tmp_path / "x.zip", progress=Progress())
    assert SECRET.encode() in _everything(tmp_path / "x.zip")["data/people_audience.jsonl"]


def test_who_wants_confidential_projects_is_noted_and_stays_so(client: Client, cast: Cast) -> None:
    make.project("Veiled", by=cast.tom, confidential=True)
    client.force_login(cast.stella)
    assert "Who had them written" not in client.get("/team/exports").content.decode()
    client.post("/team/exports")
    client.post("/team/exports", {"projects": "all"})
    run_all()
    plain = Export.objects.get()
    assert not plain.confidential
    client.post("/team/exports", {"projects": "all"})
    run_all()
    secret = Export.objects.get(confidential=True)
    for export, there in ((plain, False), (secret, True)):
        content = _everything(keeping.path_of(export))["data/codevelop_project.jsonl"]
        assert (b"Veiled" in content) is there
    client.post(f"/team/exports/{secret.pk}/delete")
    assert client.get(f"/team/exports/{secret.pk}/desireline-export.zip").status_code == 404
    shown = client.get("/team/exports").content.decode().partition("Who had them written")[2]
    assert "Stella" in shown
    assert keeping.sweep() == 0
    assert Export.objects.get(confidential=True).by == cast.stella


def test_the_terminal_leaves_them_out_as_well_unless_it_says_so(cast: Cast, tmp_path: Path) -> None:
    make.project("Veiled", by=cast.tom, confidential=True)
    for options, there in (([], False), (["--with-confidential"], True)):
        call_command("export", str(tmp_path / "x.zip"), *options, stdout=io.StringIO())
        content = _everything(tmp_path / "x.zip")["data/codevelop_project.jsonl"]
        assert (b"Veiled" in content) is there
        assert Export.objects.filter(confidential=True, by=None).exists() is there
