"""Who takes part in what, and what they agreed to. Small questions that other features ask."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Max, Q, QuerySet

from desireline.codevelop.participation.models import (
    Acceptance,
    Agreement,
    AgreementVersion,
    Consent,
    Participant,
)
from desireline.codevelop.projects.models import Project
from desireline.people.identity.api import Person

__all__ = [
    "cleared",
    "current_versions",
    "demanded",
    "has_consent",
    "joined",
    "missing",
    "open_to",
    "takes_part",
]

JOINED = Participant.State.JOINED


def joined(project: Project) -> QuerySet[Participant]:
    """Everyone who takes part now, with their person."""
    rows = Participant.objects.filter(project=project, state=JOINED, person__is_active=True)
    return rows.select_related("person")


def takes_part(project: Project, person: Person | None) -> bool:
    """Whether the person takes part and accepted what must be accepted first. Two queries at most."""
    if person is None or not person.is_active:
        return False
    found = Participant.objects.filter(project=project, person=person, state=JOINED).select_related(
        "project", "call"
    )
    return bool(open_to(person, found))


def open_to(person: Person, rows: Iterable[Participant]) -> list[Participant]:
    """Those of the person's rows whose project they may look into: joined, and nothing left to accept. Rows come
    with project and call."""
    mine = [row for row in rows if row.state == JOINED]
    lacking = missing(person, mine)
    return [row for row in mine if row.pk not in lacking]


def missing(person: Person, rows: Iterable[Participant]) -> dict[int, list[AgreementVersion]]:
    """For each row (by id) that lacks an acceptance: the versions to accept. A confidential project without any
    agreement lacks one that nobody wrote yet: its list is empty."""
    rows = list(rows)
    asked = demanded(rows)
    ids = {version.pk for versions in asked.values() for version in versions}
    accepted = (
        set(Acceptance.objects.filter(person=person, version__in=ids).values_list("version_id", flat=True))
        if ids
        else set()
    )
    found = {}
    for row in rows:
        lacking = [version for version in asked[row.pk] if version.pk not in accepted]
        if lacking or (row.project.confidential and not asked[row.pk]):
            found[row.pk] = lacking
    return found


def cleared(rows: Iterable[Participant]) -> dict[int, list[AgreementVersion]]:
    """Those of the rows (by id) who accepted all that is asked of them, each with what that is. Two queries."""
    rows = list(rows)
    asked = demanded(rows)
    ids = {version.pk for versions in asked.values() for version in versions}
    known = set(
        Acceptance.objects.filter(version__in=ids, person__in={row.person_id for row in rows}).values_list(
            "version_id", "person_id"
        )
    )
    return {
        row.pk: asked[row.pk]
        for row in rows
        if all((one.pk, row.person_id) in known for one in asked[row.pk])
        and (asked[row.pk] or not row.project.confidential)
    }


def demanded(rows: Iterable[Participant]) -> dict[int, list[AgreementVersion]]:
    """What each of the rows (by id; with project and call) must accept: the agreements of the project, that of the
    call, and in a confidential project those for all projects. One query."""
    rows = list(rows)
    if not rows:
        return {}
    calls = {row.call.agreement_id for row in rows if row.call and row.call.agreement_id}
    wanted = Q(project__in={row.project_id for row in rows}) | Q(pk__in=calls)
    if any(row.project.confidential for row in rows):
        wanted |= Q(project__isnull=True)
    versions = current_versions(Agreement.objects.filter(wanted, ended_at__isnull=True))
    return {row.pk: [one for one in versions if _asks(one.agreement, row)] for row in rows}


def _asks(agreement: Agreement, row: Participant) -> bool:
    if agreement.project_id is not None and agreement.project_id == row.project_id:
        return True
    if row.call and row.call.agreement_id == agreement.pk:
        return True
    return agreement.project_id is None and row.project.confidential


def current_versions(agreements: QuerySet[Agreement]) -> list[AgreementVersion]:
    """The newest version of each, with its agreement, oldest agreement first."""
    rows = AgreementVersion.objects.filter(agreement__in=agreements).annotate(
        newest=Max("agreement__versions__number")
    )
    return list(rows.filter(number=F("newest")).select_related("agreement").order_by("agreement_id"))


def has_consent(participant: Participant, purpose: str) -> bool:
    """Whether the consent was given and not taken back, by somebody who takes part."""
    return (
        participant.state == JOINED
        and Consent.objects.filter(
            participant=participant, purpose=purpose, withdrawn_at__isnull=True
        ).exists()
    )
