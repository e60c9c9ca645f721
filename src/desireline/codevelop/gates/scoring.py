"""What lies on the table, and what each rater says to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.gates.models import Delivered, Onlooker, Score
from desireline.codevelop.gates.rules import NO, YES
from desireline.codevelop.projects.models import Project, Visit
from desireline.codevelop.stages.models import Criterion, Deliverable
from desireline.kit.errors import Refused
from desireline.people.roles.api import Permission, must

if TYPE_CHECKING:
    from desireline.people.identity.api import Person


def visit_of(project: Project) -> Visit | None:
    """The visit that the project is on now; None once it has ended."""
    return Visit.objects.filter(project=project, left__isnull=True).select_related("stage").first()


def open_visit(project: Project) -> Visit:
    """The same, where it is needed. Raises Refused for a project that has ended."""
    visit = visit_of(project)
    if visit is None:
        raise Refused(_("This project has ended: no gate is before it."))
    return visit


@transaction.atomic
def rate(
    project: Project, *, by: Person, marks: Mapping[int, int], notes: Mapping[int, str] | None = None
) -> None:
    """Give one's scorecard at the gate before the project: 0 to 10 by criterion, 10 or 0 for a must. It replaces what
    one gave before; a criterion that is left out has no score of this rater.

    Raises Refused for an empty card, and for who looked at the scores of others first.
    """
    must(by, Permission.CODEVELOP)
    visit = open_visit(project)
    asked = {one.pk: one for one in Criterion.objects.filter(stage=visit.stage_id, archived__isnull=True)}
    given = {pk: value for pk, value in marks.items() if pk in asked}
    if not given:
        raise Refused(_("Rate at least one criterion."))
    for pk, value in given.items():
        if not 0 <= value <= 10 or (asked[pk].must and value not in (YES, NO)):
            raise Refused(_("Choose a number from 0 to 10."), field=f"mark-{pk}")
    if Onlooker.objects.filter(visit=visit, person=by).exists():
        raise Refused(
            _("You looked at the scores of others without rating, so you do not rate at this gate.")
        )
    now, notes = timezone.now(), notes or {}
    Score.objects.filter(visit=visit, rater=by).exclude(criterion__in=given).delete()
    rows = [
        Score(
            visit=visit, criterion_id=pk, rater=by, value=value, note=notes.get(pk, "").strip()[:500], at=now
        )
        for pk, value in given.items()
    ]
    Score.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["visit", "criterion", "rater"],
        update_fields=["value", "note", "at"],
    )


@transaction.atomic
def look_on(project: Project, *, by: Person) -> None:
    """See what others gave without rating. Who did so does not rate at this gate any more."""
    must(by, Permission.CODEVELOP)
    visit = open_visit(project)
    if not Score.objects.filter(visit=visit, rater=by).exists():
        Onlooker.objects.get_or_create(visit=visit, person=by)


@transaction.atomic
def deliver(project: Project, *, deliverable: int, by: Person, on: bool = True) -> None:
    """A deliverable of the stage lies on the table, or does not any more. Saying it twice changes nothing."""
    must(by, Permission.CODEVELOP)
    visit = open_visit(project)
    if not Deliverable.objects.filter(pk=deliverable, stage=visit.stage_id, archived__isnull=True).exists():
        raise Refused(_("This stage does not ask for that. Load the page again."))
    if on:
        Delivered.objects.get_or_create(visit=visit, deliverable_id=deliverable, defaults={"by": by})
    else:
        Delivered.objects.filter(visit=visit, deliverable=deliverable).delete()
