from __future__ import annotations

from desireline.codevelop.gates import own
from desireline.codevelop.gates.models import GateDecision, Score
from desireline.people.profile.api import erase
from tests import make
from tests.cast import Cast
from tests.codevelop.gates.help import decide, rate


def test_scores_and_decisions_are_taken_along(cast: Cast) -> None:
    project = make.project("Cards that freeze", by=cast.tom)
    rate(project, by=cast.stella, note="It fits")
    decide(project, by=cast.stella, reason="They wait for it.")
    scores = list(own.gate_scores(cast.stella))
    assert scores[0]["visit__project__title"] == "Cards that freeze"
    assert scores[0]["note"] == "It fits"
    assert next(iter(own.gate_decisions(cast.stella)))["reason"] == "They wait for it."
    assert not list(own.gate_scores(cast.tom))


def test_words_go_with_the_person_results_stay(cast: Cast) -> None:
    project = make.project(by=cast.tom)
    rate(project, by=cast.stella, note="It fits")
    decide(project, by=cast.stella)
    erase(cast.stella)
    assert Score.objects.exists()
    assert not Score.objects.exclude(note="").exists()
    assert GateDecision.objects.exists()
