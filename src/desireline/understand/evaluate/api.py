"""Evaluation on files of one's own: how well is found what belongs together? `desireline evaluate KIND FILE`.

Features of upper rooms add their kinds to EVALUATIONS.
"""

from __future__ import annotations

from desireline.understand.evaluate.kinds import EVALUATIONS, Evaluation, Out
from desireline.understand.evaluate.reading import BadFileError
from desireline.understand.evaluate.reporting import columns

__all__ = ["EVALUATIONS", "BadFileError", "Evaluation", "Out", "columns"]
