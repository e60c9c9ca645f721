from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from desireline.codevelop.gates import api as gates
from desireline.codevelop.gates.events import GateDecided, GateUndone
from desireline.codevelop.gates.models import GateDecision
from desireline.codevelop.projects.models import Project, Visit
from desireline.codevelop.stages.api import Gatekeeper, stages
from desireline.kit import events
from desireline.kit.errors import Refused
from desireline.people.notices.models import Notice
from tests import make
from tests.cast import Cast
from tests.codevelop.gates.help import decide, rate, stage_of


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    found: list[Any] = []
    for kind in (GateDecided, GateUndone):
        monkeypatch.setitem(events._subscribers, kind, [found.append])
    return found


def test_a_go_leads_to_the_next_stage_and_keeps_the_scorecard(cast: Cast, heard: list[Any]) -> None:
    project = make.project(by=cast.tom)
    rate(project, by=cast.tom, shoulds=6)
    rate(project, by=cast.stella, shoulds=8)
    made = decide(project, by=cast.stella, anyway=False)
    assert stage_of(project) == "idea"
    assert not made.despite
    assert (made.figures["raters"], made.figures["score"]) == (2, 7)
    assert made.figures["low"] == 0  # two raters: 7 ± 12.7
    assert heard == [
        GateDecided(made.pk, project.pk, stages()[0].pk, "go", stages()[1].pk, "active", cast.stella.pk)
    ]


def test_after_the_last_stage_a_go_releases(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    for _ in range(6):
        decide(project, by=cast.stella)
    assert (project.state, project.stage) == ("released", None)
    with pytest.raises(Refused):
        decide(project, "kill", by=cast.stella)


def test_without_a_score_a_go_must_say_so(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    with pytest.raises(Refused, match="Nobody has rated"):
        decide(project, by=cast.stella, anyway=False)
    assert decide(project, by=cast.stella, anyway=True).despite


def test_a_must_that_most_say_is_unmet_must_be_named(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    rate(project, by=cast.tom, musts=0)
    with pytest.raises(Refused, match="Somebody owns it"):
        decide(project, by=cast.stella, anyway=False)
    rate(project, by=cast.stella, musts=10)  # one each: not most
    assert not decide(project, by=cast.stella, anyway=False).despite


@pytest.mark.parametrize("verdict", ["hold", "kill", "recycle"])
def test_every_other_decision_needs_only_a_reason(cast: Cast, verdict: str) -> None:
    project = make.project(by=cast.tom)
    with pytest.raises(Refused, match="why"):
        decide(project, verdict, by=cast.stella, reason=" ", to=project.stage)
    made = decide(project, verdict, by=cast.stella, anyway=False, to=project.stage)
    assert not made.despite


def test_held_it_is_resumed_or_stopped(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    decide(project, "hold", by=cast.stella)
    assert project.state == "held"
    with pytest.raises(Refused):
        decide(project, by=cast.stella)
    decide(project, "resume", by=cast.stella)
    assert (project.state, stage_of(project), Visit.objects.count()) == ("active", "planning", 1)


def test_it_goes_back_only_to_where_it_was(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    decide(project, by=cast.stella)
    with pytest.raises(Refused, match="goes back"):
        decide(project, "recycle", by=cast.stella, to=stages()[3])
    decide(project, "recycle", by=cast.stella, to=stages()[0])
    assert stage_of(project) == "planning"


def test_stewards_decide_everywhere_gatekeepers_at_theirs(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    with pytest.raises(Refused, match="gatekeepers"):
        decide(project, by=cast.tom)
    Gatekeeper.objects.create(stage=stages()[0], person=cast.tom)
    decide(project, by=cast.tom)
    with pytest.raises(Refused, match="gatekeepers"):
        decide(project, by=cast.tom)
    Gatekeeper.objects.create(stage=stages()[1], person=cast.carla)
    with pytest.raises(Refused):
        decide(project, by=cast.carla)


def test_of_two_who_decide_one_wins_and_the_other_is_told_who_and_where(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    seen = project.version
    decide(project, by=cast.stella)
    with pytest.raises(Refused, match=r"Stella was faster.*on to Idea"):
        gates.decide(project, verdict="kill", reason="No.", version=seen, by=cast.ada)
    project.refresh_from_db()
    assert stage_of(project) == "idea"


@pytest.mark.parametrize("verdict", ["go", "kill", "hold", "recycle"])
def test_taken_back_the_project_is_where_it_was(cast: Cast, verdict: str, heard: list[Any]) -> None:
    project = make.project(by=cast.tom)
    decide(project, by=cast.stella)
    rate(project, by=cast.tom)
    before = (project.stage_id, project.state, project.entered, project.due)
    visit = Visit.objects.get(project=project, left__isnull=True)
    made = decide(project, verdict, by=cast.stella, to=project.stage)
    after = gates.undo(made, by=cast.stella)
    assert (after.stage_id, after.state, after.entered, after.due) == before
    assert Visit.objects.get(project=project, left__isnull=True) == visit
    assert visit.scores.exists()
    made.refresh_from_db()
    assert made.undone_by == cast.stella
    assert heard[-1] == GateUndone(made.pk, project.pk, cast.stella.pk)
    with pytest.raises(Refused, match="already"):
        gates.undo(made, by=cast.stella)


def test_what_others_built_on_stays(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    made = decide(project, by=cast.stella)
    rate(project, by=cast.tom)
    with pytest.raises(Refused, match="built on"):
        gates.undo(made, by=cast.stella)


def test_only_the_last_decision_and_only_within_a_day(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    first, second = decide(project, by=cast.stella), decide(project, by=cast.stella)
    with pytest.raises(Refused, match="moved on"):
        gates.undo(first, by=cast.stella)
    with pytest.raises(Refused, match="gatekeepers"):
        gates.undo(second, by=cast.tom)
    GateDecision.objects.filter(pk=second.pk).update(at=timezone.now() - timedelta(days=1, minutes=1))
    with pytest.raises(Refused, match="within a day"):
        gates.undo(second, by=cast.stella)


def test_two_decisions_are_taken_back_one_after_the_other(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    first = decide(project, by=cast.stella)
    second = decide(project, "hold", by=cast.stella)
    gates.undo(second, by=cast.stella)
    assert Project.objects.get().state == "active"
    gates.undo(first, by=cast.stella)
    project.refresh_from_db()
    assert stage_of(project) == "planning"


def test_those_who_work_on_it_are_told(cast: Cast) -> None:
    project = make.project("Cards that freeze", by=cast.tom)
    made = decide(project, by=cast.stella)
    gates.undo(made, by=cast.stella)
    told = list(Notice.objects.order_by("id").values_list("person", "title"))
    assert told == [
        (cast.tom.pk, "Cards that freeze: on to Idea"),
        (cast.tom.pk, "Cards that freeze: the last decision was taken back"),
    ]
