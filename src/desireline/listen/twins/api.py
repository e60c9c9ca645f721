"""Near-duplicates that wait for the team."""

from desireline.listen.twins.finding import look
from desireline.listen.twins.listing import count

__all__ = ["count", "look"]
