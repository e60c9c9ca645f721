"""The scorecard: numbers for leaders, each with its interval and its rows. Features add measures to `MEASURES`."""

from desireline.prove.scorecard.facts import Fact, Value
from desireline.prove.scorecard.keeping import note_month, renew
from desireline.prove.scorecard.measure import MEASURES, Measure, Named, Scope
from desireline.prove.scorecard.of_projects import TOGETHER
from desireline.prove.scorecard.reading import Reading, readings
from desireline.prove.scorecard.spans import Span

__all__ = [
    "MEASURES",
    "TOGETHER",
    "Fact",
    "Measure",
    "Named",
    "Reading",
    "Scope",
    "Span",
    "Value",
    "note_month",
    "readings",
    "renew",
]
