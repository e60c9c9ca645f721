from desireline.guide.account.models import AccountLook, Correction, SavedFilter
from desireline.guide.connectors.models import (
    AccountFigures,
    CardSet,
    ConnectedCard,
    CustomerLink,
    FigureSet,
    SourceRun,
)
from desireline.guide.search.models import SearchAsked, SearchEvent

__all__ = [
    "AccountFigures",
    "AccountLook",
    "CardSet",
    "ConnectedCard",
    "Correction",
    "CustomerLink",
    "FigureSet",
    "SavedFilter",
    "SearchAsked",
    "SearchEvent",
    "SourceRun",
]
