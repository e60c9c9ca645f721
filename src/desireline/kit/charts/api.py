"""Charts as SVG text, drawn on the server: they work in pages, mail, widgets and print.

Each function takes plain numbers and returns `Markup`. Colour comes from classes (`charts.css`), never from
inline style. A chart is a picture with a title; the page that shows it puts the same numbers beside it as a table.
"""

from desireline.kit.charts.bars import Bar, Part, bars, share
from desireline.kit.charts.intervals import Interval, intervals
from desireline.kit.charts.landscape import Point, Words, landscape
from desireline.kit.charts.lines import Series, line, spark
from desireline.kit.charts.sample import samples

__all__ = [
    "Bar",
    "Interval",
    "Part",
    "Point",
    "Series",
    "Words",
    "bars",
    "intervals",
    "landscape",
    "line",
    "samples",
    "share",
    "spark",
]
