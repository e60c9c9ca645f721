"""One thing of participation for one person, or it does not exist."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from desireline.codevelop.participation.models import (
    Acceptance,
    Agreement,
    AgreementVersion,
    Call,
    Cohort,
    Participant,
    Thanks,
)
from desireline.codevelop.participation.standing import demanded
from desireline.codevelop.projects.access import project_write
from desireline.codevelop.projects.models import Project
from desireline.people.audiences.api import visible_ids
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may

M = TypeVar("M", bound=Model)
State = Participant.State


def participant_write(person: Person | None, slug: str, pk: int) -> Participant:
    rows = Participant.objects.filter(project=project_write(person, slug))
    return _one(rows, pk, "project", "person__account", "call")


def call_write(person: Person | None, slug: str, pk: int) -> Call:
    return _one(
        Call.objects.filter(project=project_write(person, slug)),
        pk,
        "project",
        "audience",
        "cohort",
        "agreement",
    )


def cohort_write(person: Person | None, slug: str, pk: int) -> Cohort:
    return _one(Cohort.objects.filter(project=project_write(person, slug)), pk, "project")


def thanks_write(person: Person | None, slug: str, pk: int) -> Thanks:
    rows = Thanks.objects.filter(participant__project=project_write(person, slug))
    return _one(rows, pk, "participant__person")


def agreement_write(person: Person | None, slug: str, pk: int) -> Agreement:
    """An agreement of the project; those for all projects are for stewards to change."""
    wanted = Q(project=project_write(person, slug))
    if may(person, Permission.EDIT_PORTFOLIO):
        wanted |= Q(project__isnull=True)
    return _one(Agreement.objects.filter(wanted), pk, "project")


def open_calls(person: Person | None) -> QuerySet[Call]:
    """Calls that can be answered today and that are for the person."""
    return open_calls_for(visible_ids(person))


def open_calls_for(audiences: Collection[int] | None) -> QuerySet[Call]:
    """Calls that can be answered today; of these audiences, or of any (None)."""
    rows = Call.objects.filter(
        Q(until__isnull=True) | Q(until__gte=timezone.localdate()),
        opened_at__isnull=False,
        closed_at__isnull=True,
        project__state__in=[Project.State.ACTIVE, Project.State.HELD],
    ).exclude(way=Call.Way.INVITATION)
    return rows if audiences is None else rows.filter(audience__in=audiences)


def call_read(person: Person | None, pk: int) -> Call:
    """An open call for the person; also a closed one that they answered."""
    rows = Call.objects.select_related("project", "agreement").filter(pk=pk)
    found = rows.filter(pk__in=open_calls(person).values("pk")).first()
    if found is None and person is not None:
        found = rows.filter(participants__person=person).first()
    if found is None:
        raise Http404
    return found


def own_row(person: Person, pk: int) -> Participant:
    return _one(Participant.objects.filter(person=person), pk, "project", "person", "call")


def version_read(person: Person, pk: int) -> AgreementVersion:
    """Words that the person accepted, for ever; and those that are asked of them."""
    found = AgreementVersion.objects.select_related("agreement__project").filter(pk=pk).first()
    if found is None:
        raise Http404
    if Acceptance.objects.filter(version=found, person=person).exists():
        return found
    mine = Participant.objects.filter(person=person, state__in=[State.JOINED, State.INVITED]).select_related(
        "project", "call"
    )
    if any(found.pk in {one.pk for one in versions} for versions in demanded(mine).values()):
        return found
    raise Http404


def _one(rows: QuerySet[M], pk: int, *joined: str) -> M:
    found: Any = rows.select_related(*joined).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found  # type: ignore[no-any-return]
