from desireline.guide.connectors.models import CardSet, ConnectedCard, CustomerLink, SourceRun
from desireline.guide.search.models import SearchAsked, SearchEvent

__all__ = ["CardSet", "ConnectedCard", "CustomerLink", "SearchAsked", "SearchEvent", "SourceRun"]
