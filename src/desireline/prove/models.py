from desireline.prove.portfolio.models import (
    CaseChange,
    ProjectCase,
    Review,
    ReviewItem,
    Target,
    TargetShare,
)
from desireline.prove.sight.models import Justification, PromiseEvidence, Relink

__all__ = [
    "CaseChange",
    "Justification",
    "ProjectCase",
    "PromiseEvidence",
    "Relink",
    "Review",
    "ReviewItem",
    "Target",
    "TargetShare",
]
