from desireline.codevelop.gates.models import (
    Delivered,
    FastTrack,
    GateDecision,
    Onlooker,
    Score,
    SkippedStage,
)
from desireline.codevelop.projects.models import OriginText, Project, ProjectMember, ProjectOrigin, Visit
from desireline.codevelop.stages.models import Criterion, Deliverable, Gatekeeper, Stage
from desireline.codevelop.work.models import Answer, Artefact, Assumption, Change, Question

__all__ = [
    "Answer",
    "Artefact",
    "Assumption",
    "Change",
    "Criterion",
    "Deliverable",
    "Delivered",
    "FastTrack",
    "GateDecision",
    "Gatekeeper",
    "Onlooker",
    "OriginText",
    "Project",
    "ProjectMember",
    "ProjectOrigin",
    "Question",
    "Score",
    "SkippedStage",
    "Stage",
    "Visit",
]
