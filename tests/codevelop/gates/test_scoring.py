from __future__ import annotations

import pytest

from desireline.codevelop.gates import api as gates
from desireline.codevelop.gates.models import Delivered, Score
from desireline.codevelop.gates.reading import gate_of
from desireline.codevelop.gates.scoring import open_visit
from desireline.codevelop.stages.api import Criterion, Deliverable
from desireline.kit.errors import Refused
from tests import make
from tests.cast import Cast
from tests.codevelop.gates.help import decide, rate


def test_others_scores_are_seen_after_ones_own(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    visit = open_visit(project)
    rate(project, by=cast.stella, shoulds=9)
    before = gate_of(visit, cast.tom)
    assert before.card is None
    assert before.waiting == 1
    rate(project, by=cast.tom, shoulds=5)
    after = gate_of(visit, cast.tom)
    assert after.card is not None
    assert after.card.overall is not None
    assert (after.card.raters, after.card.overall.mean) == (2, 7)
    assert after.card.few


def test_who_looks_first_does_not_rate(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    rate(project, by=cast.stella)
    gates.look_on(project, by=cast.tom)
    assert gate_of(open_visit(project), cast.tom).card is not None
    with pytest.raises(Refused, match="without rating"):
        rate(project, by=cast.tom)
    gates.look_on(project, by=cast.stella)  # who has rated looks anyway
    rate(project, by=cast.stella, shoulds=3)


def test_a_scorecard_can_be_changed_and_parts_left_out(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    rate(project, by=cast.tom, note="At first sight")
    one = Criterion.objects.filter(stage=project.stage, must=False)[0]
    gates.rate(project, by=cast.tom, marks={one.pk: 2}, notes={one.pk: " Nobody asked for it "})
    score = Score.objects.get(rater=cast.tom)
    assert (score.criterion_id, score.value, score.note) == (one.pk, 2, "Nobody asked for it")


@pytest.mark.parametrize(("must", "value"), [(False, 11), (True, 5)])
def test_only_marks_of_the_scale_count(cast: Cast, must: bool, value: int) -> None:
    project = make.project(by=cast.tom)
    one = Criterion.objects.filter(stage=project.stage, must=must)[0]
    with pytest.raises(Refused, match="0 to 10"):
        gates.rate(project, by=cast.tom, marks={one.pk: value})


def test_customers_do_not_rate_and_empty_cards_say_nothing(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    with pytest.raises(Refused):
        rate(project, by=cast.carla)
    with pytest.raises(Refused, match="at least one"):
        gates.rate(project, by=cast.tom, marks={})


def test_sent_back_it_is_rated_anew(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    rate(project, by=cast.tom)
    decide(project, "recycle", by=cast.stella, to=project.stage)
    assert gate_of(open_visit(project), cast.tom).waiting == 0
    assert Score.objects.exists()


def test_a_deliverable_is_on_the_table_once(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    one = Deliverable.objects.filter(stage=project.stage)[0]
    gates.deliver(project, deliverable=one.pk, by=cast.tom)
    gates.deliver(project, deliverable=one.pk, by=cast.stella)
    assert Delivered.objects.get().by == cast.tom
    gates.deliver(project, deliverable=one.pk, by=cast.tom, on=False)
    assert not Delivered.objects.exists()
    other = Deliverable.objects.exclude(stage=project.stage)[0]
    with pytest.raises(Refused):
        gates.deliver(project, deliverable=other.pk, by=cast.tom)
