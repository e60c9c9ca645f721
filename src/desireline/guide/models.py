from desireline.guide.account.models import AccountLook, Correction, SavedFilter
from desireline.guide.connectors.models import CardSet, ConnectedCard, CustomerLink, SourceRun
from desireline.guide.search.models import SearchAsked, SearchEvent

__all__ = [
    "AccountLook",
    "CardSet",
    "ConnectedCard",
    "Correction",
    "CustomerLink",
    "SavedFilter",
    "SearchAsked",
    "SearchEvent",
    "SourceRun",
]
