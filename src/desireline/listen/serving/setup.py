from desireline.futures.outcomes.api import OUTCOME_PANELS
from desireline.listen.serving.panel import panel

OUTCOME_PANELS.add("ideas", panel)
