from desireline.futures.futures.models import Future, FutureVersion
from desireline.futures.outcomes.models import (
    Attainment,
    CustomerScenario,
    DesiredOutcome,
    Rating,
    RatingChange,
    ScenarioStep,
)

__all__ = [
    "Attainment",
    "CustomerScenario",
    "DesiredOutcome",
    "Future",
    "FutureVersion",
    "Rating",
    "RatingChange",
    "ScenarioStep",
]
