"""Who follows a project hears where it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from desireline.codevelop.projects import followed
from desireline.codevelop.projects.models import Project, ProjectMember
from desireline.codevelop.projects.moving import move
from desireline.codevelop.stages.api import stages
from desireline.kit.jobs.api import run_all
from desireline.people.audiences.api import basic
from desireline.people.notices.api import follow
from desireline.people.notices.models import Notice
from tests import make
from tests.cast import Cast

WAY = ("carla", "otto", "cora", "tom", "stella", "ada")


def later() -> None:
    run_all(at=timezone.now() + timedelta(minutes=6))


def told() -> list[tuple[str, str]]:
    rows = Notice.objects.filter(kind=followed.KIND).order_by("person__name", "id")
    return list(rows.values_list("person__name", "title"))


def shown(cast: Cast, **values: Any) -> Project:
    project = make.project("Faster mornings", by=cast.tom, shown=True, **values)
    for name in WAY:
        follow(getattr(cast, name), f"project:{project.pk}")
    return project


def go(project: Project, number: int | None, state: str = "active", *, by: Any) -> None:
    project.refresh_from_db()
    to = stages()[number] if number is not None else None
    move(project, to=to, state=state, version=project.version, by=by)


def test_another_stage_and_the_end_are_told_to_those_outside_without_who_decided(
    client: Client, cast: Cast
) -> None:
    project = shown(cast)
    go(project, 1, by=cast.stella)
    assert told() == []
    later()
    title = f"Faster mornings: {stages()[1].name}"
    assert told() == [(name, title) for name in ("Ada", "Carla", "Cora", "Otto")]
    assert not Notice.objects.filter(by__isnull=False).exists()
    go(project, None, "released", by=cast.ada)
    later()
    assert ("Carla", "Faster mornings: Released") in told()
    client.force_login(cast.carla)
    notice = Notice.objects.filter(person=cast.carla).first()
    assert notice
    assert client.get(f"/me/notices/{notice.pk}", follow=True).status_code == 200


def test_what_is_taken_back_at_once_is_not_told(cast: Cast) -> None:
    project = shown(cast)
    here = project.stage_id
    go(project, 1, by=cast.stella)
    go(project, 0, by=cast.stella)
    assert project.stage_id == here
    later()
    assert told() == []


def test_a_job_that_runs_again_tells_nobody_again(cast: Cast) -> None:
    project = shown(cast)
    go(project, None, "stopped", by=cast.tom)
    assert followed.tell(project.pk, stage=None, state="stopped", by=cast.tom.pk) == 5
    assert followed.tell(project.pk, stage=None, state="stopped", by=cast.tom.pk) == 0


@pytest.mark.parametrize(
    ("values", "hear"),
    [
        ({}, {"carla", "otto", "cora", "tom", "stella", "ada"}),
        ({"shown": None}, {"tom", "stella", "ada"}),
        ({"audience": "staff"}, {"tom", "stella", "ada"}),
        ({"shown": None, "confidential": True}, {"tom", "stella", "ada"}),
        ({"shown": None, "confidential": True, "owner": None}, {"tom", "stella", "ada"}),
        ({"shown": None, "confidential": True, "owner": None, "left": True}, {"stella", "ada"}),
    ],
)
def test_whoever_may_see_it_now_hears_of_it_and_nobody_else(
    client: Client, cast: Cast, values: dict[str, Any], hear: set[str]
) -> None:
    project = shown(cast)
    if "audience" in values:
        values = {"audience": basic(values["audience"])}
    if values.get("left"):
        ProjectMember.objects.filter(project=project).delete()
    Project.objects.filter(pk=project.pk).update(**{k: v for k, v in values.items() if k != "left"})
    people = {name: getattr(cast, name).pk for name in WAY}
    assert followed.hear_project(project.pk, set(people.values())) == {people[name] for name in hear}
    seen = {name for name in WAY if followed.projects_named(getattr(cast, name), [project.pk])}
    assert seen == hear


def test_what_was_told_is_hidden_from_who_lost_it(client: Client, cast: Cast) -> None:
    project = shown(cast)
    go(project, 1, by=cast.stella)
    later()
    client.force_login(cast.carla)
    assert "Faster mornings" in client.get("/me/notices").content.decode()
    Project.objects.filter(pk=project.pk).update(shown=None)
    assert "Faster mornings" not in client.get("/me/notices").content.decode()
