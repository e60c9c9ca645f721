"""The order of ideas: fair by default, and the sorts that people ask for."""

from desireline.listen.order.listing import Found, find
from desireline.listen.order.ranking import rank_board
from desireline.listen.order.rules import Sort
from desireline.listen.order.trends import renew as renew_trends
from desireline.listen.order.wanted import Wanted, read

__all__ = ["Found", "Sort", "Wanted", "find", "rank_board", "read", "renew_trends"]
