from __future__ import annotations

from desireline.understand.evaluate.kinds import EVALUATIONS, Evaluation
from desireline.understand.evaluate.running import similar, similar_arguments, themes, themes_arguments

EVALUATIONS.add("similar", Evaluation("How well similar texts are found.", similar_arguments, similar))
EVALUATIONS.add("themes", Evaluation("How well themes agree with given labels.", themes_arguments, themes))
