"""What the team sees of who takes part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from desireline.codevelop.participation.cohorts import Standing, standing
from desireline.codevelop.participation.models import (
    Agreement,
    Call,
    CallAnswer,
    Cohort,
    CohortMember,
    Consent,
    Participant,
    Thanks,
)
from desireline.codevelop.participation.rules import steps_from
from desireline.codevelop.participation.standing import cleared, current_versions, missing
from desireline.codevelop.participation.thanking import spent
from desireline.codevelop.participation.words import (
    HUES,
    ICONS,
    call_ways,
    cohort_kinds,
    consent_words,
    state_words,
    thanks_kinds,
)
from desireline.codevelop.projects.models import Project
from desireline.kit.paging.api import Page, by_moment, latest, row_id
from desireline.people.identity.api import Person
from desireline.understand.leads.api import Narrowed, candidates

SIZE, FOUND = 50, 12
State = Participant.State


def participants_page(project: Project, *, state: str, cohort: int, cursor: str | None) -> dict[str, Any]:
    """Participants in a state (or all), narrowed to a cohort; calls, cohorts and agreements beside them."""
    states = state_words()
    wanted = state if state in states else ""
    page = _rows(project, wanted, cohort, cursor)
    counted = dict(
        Participant.objects.filter(project=project).order_by().values_list("state").annotate(n=Count("pk"))
    )
    return {
        "project": project,
        "page": page,
        "state": wanted,
        "states": states,
        "hues": HUES,
        "icons": ICONS,
        "counted": counted,
        "total": sum(counted.values()),
        "lacking": _lacking(list(page.rows)),
        "cohort": cohort,
        **beside(project),
    }


def beside(project: Project) -> dict[str, Any]:
    """Calls, cohorts, agreements, and what thanks cost."""
    groups = list(Cohort.objects.filter(project=project, removed_at__isnull=True).order_by("id"))
    found = standing(groups)
    return {
        "calls": list(
            Call.objects.filter(project=project)
            .annotate(
                applied=Count("participants", filter=Q(participants__state=State.APPLIED)),
                joined=Count("participants", filter=Q(participants__state=State.JOINED)),
            )
            .order_by("-id")[:SIZE]
        ),
        "ways": call_ways(),
        "groups": [found[one.pk] for one in groups],
        "group_kinds": cohort_kinds(),
        "versions": current_versions(
            Agreement.objects.filter(
                Q(project=project) | (Q(project__isnull=True) if project.confidential else Q(pk__in=[])),
                ended_at__isnull=True,
            )
        ),
        "spent": spent(project),
    }


def _rows(project: Project, state: str, cohort: int, cursor: str | None) -> Page[Participant]:
    rows = Participant.objects.filter(project=project)
    if state:
        rows = rows.filter(state=state)
    if cohort:
        rows = rows.filter(cohorts__cohort=cohort)
    return by_moment(rows.select_related("project", "person__account", "call"), "at", cursor, size=SIZE)


def _lacking(rows: list[Participant]) -> set[int]:
    """Ids of those who still have an agreement to accept. Two queries for the page."""
    joined = [row for row in rows if row.state == State.JOINED]
    return {row.pk for row in joined} - set(cleared(joined))


def participant_page(row: Participant) -> dict[str, Any]:
    """One participant: what they answered, agreed to, and got."""
    cohorts = list(Cohort.objects.filter(project=row.project, removed_at__isnull=True).order_by("id"))
    mine = {
        one.cohort_id: one
        for one in CohortMember.objects.filter(participant=row).select_related("quota__audience")
    }
    return {
        "project": row.project,
        "row": row,
        "states": state_words(),
        "hues": HUES,
        "icons": ICONS,
        "steps": steps_from(row.state),
        "answers": list(
            CallAnswer.objects.filter(participant=row)
            .select_related("question")
            .order_by("question__position", "id")
        ),
        "history": list(row.changes.select_related("by").order_by("-id")[:20]),
        "consents": list(Consent.objects.filter(participant=row, withdrawn_at__isnull=True).order_by("id")),
        "purposes": consent_words(),
        "thanks": list(
            Thanks.objects.filter(participant=row, undone_at__isnull=True)
            .select_related("by")
            .order_by("-id")
        ),
        "kinds": thanks_kinds(),
        "groups": standing(cohorts),
        "mine": mine,
        "to_accept": missing(row.person, [row]).get(row.pk, []) if row.state == State.JOINED else [],
    }


@dataclass(frozen=True, slots=True)
class Offered:
    """Somebody who could be invited, and why."""

    person: Person
    confirmed: bool
    ahead: float
    benefit: float
    resources: float


def invite_page(project: Project, q: str, call: str) -> dict[str, Any]:
    """Whom to ask: lead customers of the outcome first, and whoever is looked for by name or e-mail."""
    known = dict(Participant.objects.filter(project=project).values_list("person_id", "state"))
    rows = Person.objects.filter(is_active=True, erased__isnull=True).select_related("account")
    for word in q.split()[:4]:
        rows = rows.filter(Q(name__icontains=word) | Q(email__iexact=word) | Q(account__name__icontains=word))
    calls = list(Call.objects.filter(project=project, closed_at__isnull=True).order_by("-id"))
    return {
        "project": project,
        "q": q,
        "found": list(rows.order_by("name", "pk")[:FOUND]) if q else [],
        "known": known,
        "states": state_words(),
        "offered": offered(project, set(known)),
        "calls": calls,
        "chosen": row_id(call) if call else (calls[0].pk if calls else 0),
    }


def offered(project: Project, known: set[int]) -> list[Offered]:
    """Confirmed lead customers of the project's outcome, then those on the front whom nobody looked at yet."""
    made: list[Offered] = []
    for state in ("confirmed", "open"):
        wanted = Narrowed(outcome=project.outcome, state=state, front=state == "open")
        rows = candidates(wanted, size=FOUND).page.rows
        made += [
            Offered(one.person, state == "confirmed", one.ahead, one.benefit, one.resources)
            for one in rows
            if one.person_id not in known
        ]
    return made[:FOUND]


def cohort_page(cohort: Cohort, cursor: str | None) -> dict[str, Any]:
    """The members page by page, with the quota that counts each."""
    rows = CohortMember.objects.filter(cohort=cohort).select_related(
        "participant__person__account", "quota__audience"
    )
    page = latest(rows, cursor, size=SIZE)
    now: Standing = standing([cohort])[cohort.pk]
    return {
        "project": cohort.project,
        "cohort": cohort,
        "now": now,
        "page": page,
        "group_kinds": cohort_kinds(),
        "states": state_words(),
        "free": list(
            Participant.objects.filter(project=cohort.project, state=State.JOINED)
            .exclude(cohorts__cohort=cohort)
            .select_related("person")
            .order_by("person__name", "pk")[:200]
        ),
    }
