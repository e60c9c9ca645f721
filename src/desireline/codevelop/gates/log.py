"""The decisions about a project, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desireline.codevelop.gates.access import may_decide
from desireline.codevelop.gates.deciding import why_kept
from desireline.codevelop.gates.models import GateDecision
from desireline.codevelop.gates.reading import sees_scores
from desireline.codevelop.gates.words import HUES, ICONS, VERDICTS, what_happened
from desireline.codevelop.projects.models import Project
from desireline.kit.paging.api import Page, latest

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

SIZE = 20


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it is shown. `figures` are None while the reader should rate without knowing them."""

    row: GateDecision
    word: Any
    what: Any
    icon: str
    hue: str
    figures: dict[str, Any] | None
    undo: bool


def decisions(
    project: Project, person: Person, *, after: str | None = None, size: int = SIZE
) -> Page[Decided]:
    """A page of the decisions, also those that were taken back."""
    rows = GateDecision.objects.filter(project=project)
    page = latest(rows.select_related("by", "undone_by", "to", "visit__stage", "project"), after, size=size)
    return Page(_shown(page.rows, person), page.next)


def _shown(rows: Sequence[GateDecision], person: Person) -> list[Decided]:
    seen = {row.visit_id: row.visit for row in rows}
    scores = {pk for pk, visit in seen.items() if sees_scores(visit, person)}
    return [
        Decided(
            row=row,
            word=VERDICTS[row.verdict],
            what=what_happened(row),
            icon=ICONS[GateDecision.Verdict(row.verdict)],
            hue=HUES[GateDecision.Verdict(row.verdict)],
            figures=row.figures if row.visit_id in scores else None,
            undo=_can_undo(row, person),
        )
        for row in rows
    ]


def _can_undo(row: GateDecision, person: Person) -> bool:
    if row.undone_at is not None or row.project.version != row.version:
        return False
    return not why_kept(row) and may_decide(person, row.visit.stage_id)
