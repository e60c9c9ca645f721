"""Notes about somebody who did not let us take them, or took that back, are in no export."""

from __future__ import annotations

import zipfile
from pathlib import Path

import orjson
import pytest
from django.utils import timezone

from desireline.codevelop.participation import consenting
from desireline.codevelop.sessions import noting
from desireline.codevelop.sessions.models import Finding, Observation
from desireline.kit.jobs.api import Progress
from desireline.reach.exports.writing import write
from tests import make
from tests.cast import Cast
from tests.codevelop.sessions import help as bring


def _export(path: Path, *, all_projects: bool = False) -> tuple[dict[str, bytes], dict[str, int]]:
    write(path / "x.zip", progress=Progress(), all_projects=all_projects)
    with zipfile.ZipFile(path / "x.zip") as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    return found, orjson.loads(found["manifest.json"])["without_consent"]


def _having(found: dict[str, bytes], word: str) -> set[str]:
    return {name for name, content in found.items() if word.encode() in content}


@pytest.mark.parametrize("confidential", [False, True])
def test_a_consent_that_was_taken_back_takes_its_notes_out(
    cast: Cast, tmp_path: Path, confidential: bool
) -> None:
    project = make.project(by=cast.tom, confidential=confidential)
    session = bring.running(project, by=cast.tom)
    row = bring.joins(project, cast.carla, consents=True)
    guest = bring.guest(session, row)
    about = noting.note(session, by=cast.tom, text="zq7hers", guest=guest.pk)
    noting.note(session, by=cast.tom, text="zq7nobodys")
    struck = noting.note(session, by=cast.tom, text="zq7struck", guest=guest.pk)
    noting.remove(struck, by=cast.tom)
    finding = Finding.objects.create(session=session, text="Mornings are short", by=cast.tom)
    finding.observations.add(about)
    found, left = _export(tmp_path, all_projects=confidential)
    assert left == {}
    assert len(_having(found, "zq7hers")) == 2
    consenting.withdraw(row, "notes", by=cast.carla)
    found, left = _export(tmp_path, all_projects=confidential)
    assert _having(found, "zq7hers") == _having(found, "zq7struck") == set()
    assert len(_having(found, "zq7nobodys")) == len(_having(found, "Mornings are short")) == 2
    assert left == {"codevelop_observation": 2, "codevelop_finding_observations": 1}
    assert found["data/codevelop_finding_observations.jsonl"] == b""
    consenting.give(row, "notes", by=cast.carla)
    assert len(_having(_export(tmp_path, all_projects=confidential)[0], "zq7hers")) == 2


def test_notes_of_a_confidential_project_are_counted_once(cast: Cast, tmp_path: Path) -> None:
    session = bring.running(make.project(by=cast.tom, confidential=True), by=cast.tom)
    guest = bring.guest(session, bring.joins(session.project, cast.carla))
    Observation.objects.create(session=session, guest=guest, text="zq7hers", at=timezone.now())
    found, left = _export(tmp_path)
    assert _having(found, "zq7hers") == set()
    assert left == {}
    assert orjson.loads(found["manifest.json"])["left_out"]["codevelop_observation"] == 1
