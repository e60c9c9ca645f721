"""Invented numbers that show every chart on the page of parts."""

from __future__ import annotations

from markupsafe import Markup

from desireline.kit.charts.bars import Bar, Part, bars, share
from desireline.kit.charts.intervals import Interval, intervals
from desireline.kit.charts.landscape import Point, landscape
from desireline.kit.charts.lines import Series, line, spark

POINTS = (
    Point(8.9, 3.2, "Know what I owe", 8.4, 9.3, 2.6, 3.9),
    Point(7.8, 4.4, "Save without thinking", 7.1, 8.4, 3.8, 5.1),
    Point(9.2, 6.8, "Pay safely abroad", 8.8, 9.5, 6.1, 7.4),
    Point(5.4, 7.9, "Choose a card design", 4.7, 6.1, 7.1, 8.5),
    Point(6.9, 2.1, "Close a parent's account", 5.6, 8.0, 1.1, 3.3),
    Point(3.6, 6.0, "Share with friends", 3.0, 4.3, 5.3, 6.7),
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul")


def samples() -> list[tuple[Markup, str]]:
    """Each kind of chart with its caption, the landscape first."""
    scores = [
        Interval(point.label, score, score - 1.2, min(20.0, score + 1.1), tied=score < 12)
        for point in POINTS[:4]
        for score in (point.x + max(point.x - point.y, 0.0),)
    ]
    votes = Series("Votes", (3, 8, 12, 9, 22, 31, 40), (1, 5, 9, 6, 18, 25, 34), (6, 11, 16, 13, 27, 37, 46))
    boards = [Bar("Everyday banking", 412), Bar("Business", 230), Bar("Mortgages", 38)]
    weights = [Part("Must-have", 40), Part("Important", 30), Part("Nice to have", 12), Part("Not said", 6)]
    return [
        (landscape(POINTS), "Opportunity landscape: each outcome with its 95 % intervals"),
        (
            intervals(scores, title="Opportunity", reach=(0, 20), mark=12),
            "Scores with intervals; pale ones are tied",
        ),
        (bars(boards, title="Votes by board"), "Votes by board"),
        (
            line(
                [votes, Series("Ideas", (1, 2, 2, None, 4, 6, 5))], MONTHS, title="Votes and ideas by month"
            ),
            "Votes and ideas by month",
        ),
        (share(weights, title="How much it matters"), "How much it matters"),
        (spark([3, 5, 4, 8, 9, 7, 12], title="Trend of seven weeks"), "A trend in a sentence"),
    ]
