"""What an own export brings to an instance that is not empty: no way in, no change, and words about it."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import orjson
import pytest
from allauth.account.models import EmailAddress

from desireline.codevelop.projects.models import Project, ProjectOrigin
from desireline.codevelop.stages.models import Criterion, Deliverable, Stage
from desireline.codevelop.work.models import Answer, Question
from desireline.kit.jobs.api import Progress
from desireline.listen.ideas.models import Idea
from desireline.people.identity.models import Person
from desireline.reach.exports.writers import ExportWriter
from desireline.reach.exports.writing import write
from desireline.reach.imports import running
from desireline.reach.imports.models import ImportBatch
from desireline.understand.themes.models import Theme
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PERSON = ("id", "email", "name", "role", "joined", "is_active")
ADDRESS = ("id", "user_id", "email", "verified", "primary")


def _archive(path: Path, **tables: list[dict[str, Any]]) -> Path:
    with ExportWriter(path, facts={"instance": "elsewhere", "form": "rows"}) as out:
        for name, rows in tables.items():
            out.add(name, rows, list(rows[0]))
    return path


def _person(number: int, email: str, role: str) -> dict[str, Any]:
    when = "2025-01-01T00:00:00+00:00"
    return dict(zip(PERSON, (number, email, "Somebody", role, when, True), strict=True))


def _address(number: int, person: int, email: str) -> dict[str, Any]:
    return dict(zip(ADDRESS, (number, person, email, True, False), strict=True))


def _bring(path: Path, by: Person) -> ImportBatch:
    return running.carry_out(running.start([path], by=by), [path], by=by, progress=Progress())


def test_a_steward_cannot_bring_an_administrator(cast: Cast, tmp_path: Path) -> None:
    path = _archive(tmp_path / "roles.zip", people_person=[_person(9001, "new@example.org", "admin")])
    batch = _bring(path, cast.stella)
    assert Person.objects.get(email="new@example.org").role == "customer"
    assert "Only an administrator" in running.problems_of(batch)[0]["text"]


def test_an_administrator_brings_roles(cast: Cast, tmp_path: Path) -> None:
    path = _archive(tmp_path / "roles.zip", people_person=[_person(9001, "new@example.org", "team")])
    _bring(path, cast.ada)
    assert Person.objects.get(email="new@example.org").role == "team"


def test_nobody_who_is_here_gets_another_address(cast: Cast, tmp_path: Path) -> None:
    path = _archive(
        tmp_path / "addresses.zip",
        people_person=[_person(9001, cast.ada.email, "admin"), _person(9002, "new@example.org", "customer")],
        account_emailaddress=[
            _address(9001, 9001, "mine@example.org"),
            _address(9002, 9002, "new@example.org"),
        ],
    )
    _bring(path, cast.stella)
    assert not EmailAddress.objects.filter(email="mine@example.org").exists()
    assert EmailAddress.objects.get(email="new@example.org").user.email == "new@example.org"


def test_a_changed_export_changes_nothing_and_says_so(cast: Cast, tmp_path: Path) -> None:
    first = _archive(tmp_path / "one.zip", people_person=[_person(9001, "new@example.org", "customer")])
    _bring(first, cast.ada)
    changed = {**_person(9001, "new@example.org", "customer"), "name": "Else"}
    second = _archive(
        tmp_path / "two.zip", people_person=[changed, _person(9002, "more@example.org", "customer")]
    )
    batch = _bring(second, cast.ada)
    assert Person.objects.get(email="new@example.org").name == "Somebody"
    assert Person.objects.filter(email="more@example.org").exists()
    assert "differ from last time: 1" in running.problems_of(batch)[0]["text"]


def test_the_manifest_counts_what_is_in(tmp_path: Path) -> None:
    path = _archive(tmp_path / "one.zip", people_person=[_person(1, "a@example.org", "customer")])
    with zipfile.ZipFile(path) as archive:
        manifest = orjson.loads(archive.read("manifest.json"))
    assert manifest["counts"] == {"people_person": 1}
    assert set(manifest["members"]) == {"data/people_person.jsonl", "csv/people_person.csv"}


def test_stages_that_are_here_already_are_not_doubled(cast: Cast, tmp_path: Path) -> None:
    project = make.project("Try it out", by=cast.tom)
    before = [Stage.objects.count(), Criterion.objects.count(), Deliverable.objects.count()]
    write(tmp_path / "x.zip", progress=Progress())
    project.delete()
    _bring(tmp_path / "x.zip", cast.ada)
    assert [Stage.objects.count(), Criterion.objects.count(), Deliverable.objects.count()] == before
    assert Project.objects.get().stage == project.stage


def test_what_one_project_grew_from_stays_apart(cast: Cast, tmp_path: Path) -> None:
    project = make.project("Try it out", by=cast.tom)
    themes = [
        Theme.objects.create(level=2, name=name, words=[], model="letters", centre=b"") for name in "ab"
    ]
    for theme in themes:
        ProjectOrigin.objects.create(project=project, theme=theme)
    for person in (None, None):
        question = Question.objects.create(project=project, stage=project.stage, text="Does it help?")
        Answer.objects.create(question=question, person=person, text="Yes")
        Answer.objects.create(question=question, person=person, text="No")
    write(tmp_path / "x.zip", progress=Progress())
    project.delete()
    _bring(tmp_path / "x.zip", cast.ada)
    assert (ProjectOrigin.objects.count(), Answer.objects.count()) == (2, 4)


def test_tables_of_two_files_do_not_mix_their_numbers(cast: Cast, tmp_path: Path) -> None:
    for name, title in (("wishes-2024-05-01.csv", "A"), ("faults.csv", "B"), ("wishes (2).csv", "C")):
        (tmp_path / name).write_text(f"id,title,description\n1,{title} long enough title,Text\n")
    _bring(tmp_path / "wishes-2024-05-01.csv", cast.stella)
    _bring(tmp_path / "faults.csv", cast.stella)
    assert Idea.objects.count() == 2
    _bring(tmp_path / "wishes (2).csv", cast.stella)
    assert set(Idea.objects.values_list("title", flat=True)) == {"B long enough title", "C long enough title"}
