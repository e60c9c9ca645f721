from desireline.prove.portfolio.models import (
    CaseChange,
    ProjectCase,
    Review,
    ReviewItem,
    Target,
    TargetShare,
)

__all__ = [
    "CaseChange",
    "ProjectCase",
    "Review",
    "ReviewItem",
    "Target",
    "TargetShare",
]
