from desireline.futures.futures.models import Future, FutureDraft, FutureVersion
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
    "FutureDraft",
    "FutureVersion",
    "Rating",
    "RatingChange",
    "ScenarioStep",
]
