from __future__ import annotations

from desireline.understand.evaluate.kinds import EVALUATIONS, Evaluation
from desireline.understand.evaluate.running import (
    search,
    search_arguments,
    similar,
    similar_arguments,
    themes,
    themes_arguments,
)

EVALUATIONS.add(
    "search", Evaluation("How well a search finds what was judged right.", search_arguments, search)
)
EVALUATIONS.add("similar", Evaluation("How well similar texts are found.", similar_arguments, similar))
EVALUATIONS.add("themes", Evaluation("How well themes agree with given labels.", themes_arguments, themes))
