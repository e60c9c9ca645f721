from desireline.prove.portfolio.models import (
    CaseChange,
    ProjectCase,
    Review,
    ReviewItem,
    Target,
    TargetShare,
)
from desireline.prove.recognition.models import Credit, CreditChoice, Release, ThankNote, Told
from desireline.prove.scorecard.models import GivenMonth, KeptSeries, OutcomeMonth, ProjectMonth
from desireline.prove.sight.models import Justification, PromiseEvidence, Relink

__all__ = [
    "CaseChange",
    "Credit",
    "CreditChoice",
    "GivenMonth",
    "Justification",
    "KeptSeries",
    "OutcomeMonth",
    "ProjectCase",
    "ProjectMonth",
    "PromiseEvidence",
    "Release",
    "Relink",
    "Review",
    "ReviewItem",
    "Target",
    "TargetShare",
    "ThankNote",
    "Told",
]
