from desireline.guide.connectors.models import CardSet, ConnectedCard, CustomerLink, SourceRun

__all__ = ["CardSet", "ConnectedCard", "CustomerLink", "SourceRun"]
