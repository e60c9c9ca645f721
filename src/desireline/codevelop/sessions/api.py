"""Sessions: what a project learns together with its participants."""

from desireline.codevelop.sessions.asks import tested
from desireline.codevelop.sessions.models import Finding, Observation, Session, SessionGuest
from desireline.codevelop.sessions.noting import readable, withheld
from desireline.codevelop.sessions.planning import cancel, change, hold, plan, replan
from desireline.codevelop.sessions.rules import read_guide
from desireline.codevelop.sessions.techniques import TESTING, about

__all__ = [
    "TESTING",
    "Finding",
    "Observation",
    "Session",
    "SessionGuest",
    "about",
    "cancel",
    "change",
    "hold",
    "plan",
    "read_guide",
    "readable",
    "replan",
    "tested",
    "withheld",
]
