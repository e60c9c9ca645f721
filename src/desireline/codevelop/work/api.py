"""What a project makes and learns in a stage: artefacts, assumptions, questions, answers, changes."""

from desireline.codevelop.work.access import ASKED
from desireline.codevelop.work.asking import answer, ask, note_change, take_back_answer
from desireline.codevelop.work.making import add_artefact, assume, reopen, settle
from desireline.codevelop.work.models import Answer, Artefact, Assumption, Change, Question
from desireline.codevelop.work.reading import StageWork, Work, work_of

__all__ = [
    "ASKED",
    "Answer",
    "Artefact",
    "Assumption",
    "Change",
    "Question",
    "StageWork",
    "Work",
    "add_artefact",
    "answer",
    "ask",
    "assume",
    "note_change",
    "reopen",
    "settle",
    "take_back_answer",
    "work_of",
]
