"""Gates: what raters say, what is decided, and shorter ways."""

from desireline.codevelop.gates.access import may_decide
from desireline.codevelop.gates.deciding import decide, figures_of, undo, verdicts
from desireline.codevelop.gates.fast import Evidence, close_fast_track, evidence_of, open_fast_track
from desireline.codevelop.gates.models import Delivered, FastTrack, GateDecision, Score
from desireline.codevelop.gates.reading import Card, card_of
from desireline.codevelop.gates.scoring import deliver, look_on, rate
from desireline.codevelop.gates.way import fast_track_of, next_stage

__all__ = [
    "Card",
    "Delivered",
    "Evidence",
    "FastTrack",
    "GateDecision",
    "Score",
    "card_of",
    "close_fast_track",
    "decide",
    "deliver",
    "evidence_of",
    "fast_track_of",
    "figures_of",
    "look_on",
    "may_decide",
    "next_stage",
    "open_fast_track",
    "rate",
    "undo",
    "verdicts",
]
