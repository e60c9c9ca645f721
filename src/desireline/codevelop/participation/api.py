"""Who takes part in a project, and what they agreed to."""

from desireline.codevelop.participation.asks import ASKS, Ask
from desireline.codevelop.participation.cohorts import put_in
from desireline.codevelop.participation.models import Cohort, CohortMember, Consent, Participant, Thanks
from desireline.codevelop.participation.standing import has_consent, joined, takes_part
from desireline.codevelop.participation.words import consent_words

__all__ = [
    "ASKS",
    "Ask",
    "Cohort",
    "CohortMember",
    "Consent",
    "Participant",
    "Thanks",
    "consent_words",
    "has_consent",
    "joined",
    "put_in",
    "takes_part",
]
