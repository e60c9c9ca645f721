"""The work on a project by stage, as far as the reader may see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from desireline.codevelop.projects.models import Project
from desireline.codevelop.stages.models import Stage
from desireline.codevelop.work.access import sees_all
from desireline.codevelop.work.making import stages_of
from desireline.codevelop.work.models import Answer, Artefact, Assumption, Change, Question

if TYPE_CHECKING:
    from desireline.people.identity.api import Person


@dataclass(slots=True)
class StageWork:
    """What was made and learnt in one stage, the newest first. `here`: the project is in it."""

    stage: Stage
    here: bool
    artefacts: list[Artefact] = field(default_factory=list)
    assumptions: list[Assumption] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not (self.artefacts or self.assumptions or self.questions or self.changes)

    @property
    def count(self) -> int:
        return len(self.artefacts) + len(self.assumptions) + len(self.questions) + len(self.changes)


@dataclass(frozen=True, slots=True)
class Work:
    """`answered`: ids of the questions that the reader answered."""

    stages: Sequence[StageWork]
    team: bool
    answered: frozenset[int]

    @property
    def empty(self) -> bool:
        return all(one.empty for one in self.stages)


def work_of(project: Project, person: Person | None) -> Work:
    """All of it for the team; for others what the showcase has, without assumptions. Seven queries."""
    team = sees_all(person)
    shown: Mapping[str, Any] = {"project": project} if team else {"project": project, "in_showcase": True}
    parts: dict[int, StageWork] = {
        stage.pk: StageWork(stage, here=stage.pk == project.stage_id) for stage in stages_of(project)
    }
    found: dict[str, Any] = {
        "artefacts": Artefact.objects.filter(**shown, removed_at__isnull=True).select_related("file", "by"),
        "questions": Question.objects.filter(**shown).annotate(heard=Count("answers")),
        "changes": Change.objects.filter(**shown, removed_at__isnull=True).select_related("question"),
    }
    if team:
        found["assumptions"] = Assumption.objects.filter(project=project)
    for name, rows in found.items():
        for row in rows.order_by("-at", "-id"):
            if row.stage_id in parts:
                getattr(parts[row.stage_id], name).append(row)
    for part in parts.values():
        part.assumptions.sort(key=lambda one: (one.state != Assumption.State.OPEN, -one.risk, one.pk))
    return Work([one for one in parts.values() if team or not one.empty], team, _answered(project, person))


def _answered(project: Project, person: Person | None) -> frozenset[int]:
    if person is None:
        return frozenset()
    rows = Answer.objects.filter(question__project=project, person=person)
    return frozenset(rows.values_list("question_id", flat=True))


def changes_by_question(project: Project, question: Question, person: Person | None) -> list[Change]:
    """What changed because of answers to a question, for who answers or works on it."""
    rows = Change.objects.filter(project=project, question=question, removed_at__isnull=True)
    return list(rows if sees_all(person) else rows.filter(in_showcase=True))
