from __future__ import annotations

from typing import Any

import pytest

from desireline.codevelop.gates import api as gates
from desireline.codevelop.projects.models import Project
from desireline.codevelop.stages.api import stages
from desireline.kit.errors import Refused
from desireline.kit.options.api import put
from desireline.listen.ideas.models import Idea
from desireline.people.identity.models import Person
from tests import make
from tests.cast import Cast
from tests.codevelop.gates.help import decide, stage_of


def project(cast: Cast, **support: Any) -> Project:
    return make.project(by=cast.tom, ideas=[make.idea(**support).pk])


def skip(*numbers: int) -> list[int]:
    rows = stages()
    return [rows[n].pk for n in numbers]


def open_it(found: Project, by: Person, *numbers: int) -> Any:
    return gates.open_fast_track(found, skip=skip(*numbers), reason="Customers wait for it.", by=by)


def test_a_go_leaves_out_what_the_fast_track_leaves_out(cast: Cast) -> None:
    found = project(cast, votes=40, imported_votes=10, accounts=10)
    made = open_it(found, cast.stella, 1, 2)
    assert (made.evidence["people"], made.evidence["accounts"], made.evidence["least_people"]) == (50, 10, 50)
    decide(found, by=cast.stella)
    assert stage_of(found) == "functional-prototype"


@pytest.mark.parametrize("support", [{"votes": 49, "accounts": 10}, {"votes": 500, "accounts": 9}])
def test_below_the_thresholds_there_is_none(cast: Cast, support: dict[str, int]) -> None:
    found = project(cast, **support)
    with pytest.raises(Refused, match="evidence"):
        open_it(found, cast.stella, 1)
    put({"fast_people": 30, "fast_accounts": 5})
    assert open_it(found, cast.stella, 1)


def test_support_of_a_merged_idea_is_that_of_where_it_went(cast: Cast) -> None:
    into = make.idea("Freeze it", votes=60, accounts=12)
    merged = make.idea(state=Idea.State.MERGED, merged_into=into)
    found = make.project(by=cast.tom, ideas=[merged.pk])
    assert gates.evidence_of(found, by=cast.stella).idea == "Freeze it"
    assert gates.evidence_of(found, by=cast.stella).enough


def test_an_outcome_of_great_need_is_evidence_too_but_not_without_an_idea(cast: Cast) -> None:
    outcome = make.outcome()
    for _ in range(40):
        outcome.ratings.create(person=make.person(), importance=5, satisfaction=1)
    with_idea = make.project(by=cast.tom, under=outcome, ideas=[make.idea().pk])
    without = make.project(by=cast.tom, under=outcome)
    evidence = gates.evidence_of(with_idea, by=cast.stella)
    assert evidence.score is not None
    assert evidence.score > 10
    assert evidence.enough
    assert not gates.evidence_of(without, by=cast.stella).enough


def test_what_cannot_be_left_out(cast: Cast) -> None:
    found = project(cast, votes=60, accounts=12)
    for numbers in ((), (0,), (1, 2, 3, 4, 5)):
        with pytest.raises(Refused):
            open_it(found, cast.stella, *numbers)
    with pytest.raises(Refused):
        open_it(found, cast.tom, 1)
    open_it(found, cast.stella, 1)
    with pytest.raises(Refused, match="open already"):
        open_it(found, cast.stella, 2)


def test_closed_the_project_takes_the_whole_way_again(cast: Cast) -> None:
    found = project(cast, votes=60, accounts=12)
    made = open_it(found, cast.stella, 1)
    gates.close_fast_track(found, by=cast.ada)
    made.refresh_from_db()
    assert made.undone_by == cast.ada
    decide(found, by=cast.stella)
    assert stage_of(found) == "idea"
    assert open_it(found, cast.stella, 2)
