"""A fast track: a steward opens a shorter way for a project whose ideas bring the evidence with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.gates.models import FastTrack, SkippedStage
from desireline.codevelop.gates.way import ahead, fast_track_of
from desireline.codevelop.projects.models import Project, ProjectOrigin
from desireline.kit.errors import Refused
from desireline.kit.options.api import get
from desireline.people.roles.api import Permission, must
from desireline.understand.opportunities.api import of_outcome

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

PEOPLE, ACCOUNTS, SCORE = "fast_people", "fast_accounts", "fast_score"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a shorter way: the support of the strongest idea (people and accounts, each once), and the
    outcome's opportunity score, 0 to 20, with its 95 % interval and the number of answers. Beside it what is asked.
    """

    idea: str
    people: int
    accounts: int
    score: float | None
    low: float | None
    high: float | None
    answers: int
    least_people: int
    least_accounts: int
    least_score: int

    @property
    def supported(self) -> bool:
        return self.people >= self.least_people and self.accounts >= self.least_accounts

    @property
    def needed(self) -> bool:
        return self.score is not None and self.score >= self.least_score

    @property
    def enough(self) -> bool:
        return bool(self.idea) and (self.supported or self.needed)


def evidence_of(project: Project, *, by: Person) -> Evidence:
    """The figures as they are now. Of several ideas the strongest counts, so that nobody counts twice."""
    rows = ProjectOrigin.objects.filter(project=project, idea__isnull=False).select_related(
        "idea__merged_into"
    )
    least = int(get(PEOPLE)), int(get(ACCOUNTS)), int(get(SCORE))
    ideas = [row.idea.merged_into or row.idea for row in rows if row.idea]
    best = max(
        ideas,
        key=lambda idea: (
            _people(idea) >= least[0] and idea.accounts >= least[1],
            _people(idea),
            idea.accounts,
        ),
        default=None,
    )
    found = of_outcome(by, project.outcome)
    return Evidence(
        idea=best.title if best else "",
        people=_people(best) if best else 0,
        accounts=best.accounts if best else 0,
        score=round(found.score, 2) if found else None,
        low=round(found.interval.low, 2) if found else None,
        high=round(found.interval.high, 2) if found else None,
        answers=found.n if found else 0,
        least_people=least[0],
        least_accounts=least[1],
        least_score=least[2],
    )


def _people(idea: object) -> int:
    return int(idea.votes) + int(idea.imported_votes)  # type: ignore[attr-defined]


@transaction.atomic
def open_fast_track(project: Project, *, skip: Iterable[int], reason: str, by: Person) -> FastTrack:
    """Open a shorter way that leaves out the stages of these ids. The figures that allow it are kept as they are now.

    Raises Refused without the right or a reason, without enough evidence, for stages that are not ahead, and where no
    stage would be left before the release.
    """
    must(by, Permission.EDIT_PORTFOLIO)
    if not reason.strip():
        raise Refused(_("Say why a shorter way is right here."), field="reason")
    if fast_track_of(project):
        raise Refused(_("A shorter way is open already. Close it first."))
    possible, wanted = {one.pk for one in ahead(project)}, set(skip)
    if not wanted or wanted - possible:
        raise Refused(_("Choose at least one of the stages that are still ahead."), field="skip")
    if wanted == possible:
        raise Refused(_("Leave at least one stage before the release."), field="skip")
    evidence = evidence_of(project, by=by)
    if not evidence.enough:
        raise Refused(_("The evidence does not reach what a fast track asks for."))
    made = FastTrack.objects.create(
        project=project, reason=reason.strip()[:5000], evidence=asdict(evidence), by=by
    )
    SkippedStage.objects.bulk_create([SkippedStage(fast_track=made, stage_id=pk) for pk in sorted(wanted)])
    return made


@transaction.atomic
def close_fast_track(project: Project, *, by: Person) -> None:
    """The project takes the whole way again from where it is. Raises Refused without the right."""
    must(by, Permission.EDIT_PORTFOLIO)
    FastTrack.objects.filter(project=project, undone_at__isnull=True).update(
        undone_at=timezone.now(), undone_by=by
    )
