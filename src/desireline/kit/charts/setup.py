"""The page of parts shows every chart."""

from desireline.kit.charts.api import samples
from desireline.kit.pages.environment import GLOBALS

GLOBALS.add("chart_samples", samples)
