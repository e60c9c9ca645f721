from __future__ import annotations

import pytest
from django.utils import timezone

from desireline.codevelop.projects.api import Visit, move, start
from desireline.codevelop.stages.api import stages
from desireline.kit.errors import Refused
from tests import make
from tests.cast import Cast


def test_a_project_begins_in_the_first_of_six_stages(cast: Cast) -> None:
    idea = make.idea()
    project = start(make.outcome(), by=cast.tom, title="Cards that freeze", ideas=[idea.pk, idea.pk])
    assert [stage.slug for stage in stages()][:2] == ["planning", "idea"]
    assert len(stages()) == 6
    assert project.stage is not None
    assert project.stage.slug == "planning"
    assert [origin.idea_id for origin in project.origins.all()] == [idea.pk]
    assert project.visits.get().left is None


def test_customers_start_no_projects(cast: Cast) -> None:
    with pytest.raises(Refused):
        start(make.outcome(), by=cast.carla, title="Mine")


def test_of_two_who_move_it_one_wins_and_the_other_is_told(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    planning, idea, concept = stages()[:3]
    seen = project.version
    move(project, to=idea, state="active", version=seen, by=cast.tom)
    with pytest.raises(Refused, match="Somebody else"):
        move(project, to=concept, state="active", version=seen, by=cast.stella)
    visits = list(Visit.objects.filter(project=project).order_by("id"))
    assert [(one.stage_id, one.left is None) for one in visits] == [(planning.pk, False), (idea.pk, True)]


def test_at_its_end_it_is_in_no_stage(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    move(project, to=None, state="stopped", version=project.version, by=cast.tom)
    assert project.stage is None
    assert not Visit.objects.filter(project=project, left__isnull=True).exists()


def test_others_see_what_the_showcase_has(cast: Cast) -> None:
    from desireline.codevelop.projects.models import Project

    inside = make.project(by=cast.tom)
    shown = make.project(by=cast.tom, shown=True)
    secret = make.project(by=cast.tom, shown=True, confidential=True)
    assert set(Project.objects.visible_to(cast.tom)) == {inside, shown, secret}
    assert set(Project.objects.visible_to(cast.carla)) == {shown}
    assert set(Project.objects.visible_to(None)) == {shown}


def test_the_days_are_counted_anew_in_another_stage_and_go_on_through_a_hold(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    planning, idea = stages()[:2]
    before = project.entered
    held = move(project, to=planning, state="held", version=project.version, by=cast.stella)
    assert held.entered == before
    moved = move(held, to=idea, state="active", version=held.version, by=cast.stella)
    assert moved.entered > before
    assert moved.due is not None
    assert (moved.due - timezone.localdate()).days == idea.days
