"""Who takes part in a project, and what they agreed to."""

from desireline.codevelop.participation.asks import ASKS, Ask
from desireline.codevelop.participation.models import Cohort, CohortMember, Consent, Participant, Thanks
from desireline.codevelop.participation.standing import has_consent, joined, takes_part

__all__ = [
    "ASKS",
    "Ask",
    "Cohort",
    "CohortMember",
    "Consent",
    "Participant",
    "Thanks",
    "has_consent",
    "joined",
    "takes_part",
]
