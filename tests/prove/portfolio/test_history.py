"""Funnel and flow: from visits and decisions to figures."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from desireline.codevelop.models import Delivered, GateDecision
from desireline.codevelop.projects.models import Project, Visit
from desireline.codevelop.stages.api import stages
from desireline.prove.portfolio.api import rows
from desireline.prove.portfolio.flowing import aged, law, months, times
from desireline.prove.portfolio.funnel import Step, arriving, funnel
from desireline.prove.portfolio.history import history
from tests import make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def went(cast: Cast, *stays: tuple[int, float, float | None], state: str = "active") -> Project:
    """A project with these stays: (place of the stage, days ago it came, days ago it left)."""
    project = make.project(by=cast.tom)
    way = stages()
    project.visits.all().delete()
    for place, came, left in stays:
        Visit.objects.create(
            project=project, stage=way[place], entered=ago(came), left=None if left is None else ago(left)
        )
    last = stays[-1]
    ended = state in ("released", "stopped")
    Project.objects.filter(pk=project.pk).update(
        state=state,
        stage=None if ended else way[last[0]],
        created=ago(stays[0][1]),
        entered=ago(last[2] or 0) if ended else ago(last[1]),
    )
    project.refresh_from_db()
    return project


def decided(project: Project, verdict: str, days: float, **values: Any) -> GateDecision:
    visit = project.visits.order_by("entered").first()
    assert visit is not None
    return GateDecision.objects.create(
        project=project, visit=visit, verdict=verdict, reason="So", before="active", at=ago(days), **values
    )


def steps(cast: Cast) -> list[Step]:
    found = rows(cast.stella)
    return funnel(found, history(found), NOW)


def test_each_project_passed_was_stopped_is_there_or_comes_anew(cast: Cast) -> None:
    went(cast, (0, 90, 60), (1, 60, None))
    went(cast, (0, 90, 70), state="stopped")
    went(cast, (0, 20, None))
    went(cast, (0, 90, 60), (1, 60, 30), (0, 30, None))
    first, second = steps(cast)[:2]
    assert (first.entered, first.passed, first.killed, first.here, first.anew) == (4, 1, 1, 2, 0)
    assert (second.entered, second.passed, second.killed, second.here, second.anew) == (2, 0, 0, 1, 1)
    assert first.conversion == 0.5
    assert first.interval.percent == (9, 91)
    assert first.age == pytest.approx(25, abs=0.1)
    assert second.conversion is None


def test_released_passed_every_stage_it_was_in_and_skipped_ones_do_not_count(cast: Cast) -> None:
    went(cast, (0, 90, 60), (5, 60, 10), state="released")
    found = steps(cast)
    assert [one.passed for one in found] == [1, 0, 0, 0, 0, 1]
    assert [one.entered for one in found] == [1, 0, 0, 0, 0, 1]


def test_what_arrives_is_the_product_until_nothing_is_known(cast: Cast) -> None:
    went(cast, (0, 90, 60), (1, 60, 30), (2, 30, None))
    went(cast, (0, 90, 60), (1, 60, 30), state="stopped")
    assert arriving(steps(cast)) == [1.0, 1.0, 0.5, None, None, None, None]


def test_sent_back_counts_decisions_that_stand(cast: Cast) -> None:
    project = went(cast, (0, 90, None))
    decided(project, "recycle", 40)
    decided(project, "recycle", 30, undone_at=NOW)
    decided(went(cast, (0, 90, None)), "recycle", 3, undone_at=NOW)
    assert steps(cast)[0].sent_back == 1


def test_waiting_is_time_on_hold_and_time_ready_counted_once(cast: Cast) -> None:
    project = went(cast, (0, 100, 50), (1, 50, None))
    decided(project, "hold", 90)
    decided(project, "resume", 70)
    decided(project, "hold", 60)
    visit = project.visits.order_by("entered").first()
    assert visit is not None
    for deliverable in visit.stage.deliverables.all():
        Delivered.objects.create(visit=visit, deliverable=deliverable, at=ago(58))
    first = times(history(rows(cast.stella)), NOW)[0]
    assert first.cycle is not None
    assert first.waiting is not None
    assert first.cycle.middle == pytest.approx(50, abs=0.01)
    assert first.waiting.middle == pytest.approx(20 + 10, abs=0.01)


def test_an_undone_hold_was_no_hold(cast: Cast) -> None:
    project = went(cast, (0, 100, 50), (1, 50, None))
    decided(project, "hold", 90, undone_at=ago(89))
    first = times(history(rows(cast.stella)), NOW)[0]
    assert first.waiting is not None
    assert first.waiting.middle == 0


def test_months_count_what_ended_and_the_law_looks_at_a_year(cast: Cast) -> None:
    for n in range(3):
        went(cast, (0, 100 + n, 1 / 48), state="released")
    went(cast, (0, 500, 1 / 48), state="stopped")
    went(cast, (0, 30, None))
    found = rows(cast.stella)
    ends = months(found, timezone.localdate(NOW))
    assert len(ends) == 12
    assert (sum(one.released for one in ends), sum(one.stopped for one in ends)) == (3, 1)
    seen = law(found, NOW)
    assert seen is not None
    assert seen.ended == 4
    assert seen.cycle == pytest.approx((100 + 101 + 102 + 500) / 4, abs=0.1)


def test_the_oldest_against_its_limit_comes_first(cast: Cast) -> None:
    late = went(cast, (0, 42, None))
    fine = went(cast, (3, 42, None))
    found = aged(rows(cast.stella), NOW)
    assert [one.row.pk for one in found] == [late.pk, fine.pk]
    assert found[0].used == pytest.approx(2, abs=0.01)
    assert found[1].used < 1


@pytest.mark.parametrize("view", ["funnel", "flow", "value", "balance", "ranking"])
def test_every_view_stands_on_nothing_and_on_much(cast: Cast, client: Client, view: str) -> None:
    client.force_login(cast.tom)
    assert "No projects yet" in client.get(f"/portfolio?view={view}").content.decode()
    went(cast, (0, 90, 60), (1, 60, 30), (2, 30, None))
    went(cast, (0, 90, 60), state="stopped")
    assert client.get(f"/portfolio?view={view}").status_code == 200
    assert "No project fits" in client.get(f"/portfolio?view={view}&horizon=3").content.decode()
