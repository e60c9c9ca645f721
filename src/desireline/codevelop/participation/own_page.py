"""What a participant sees: everything that is asked of them, and their projects from inside."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from desireline.codevelop.participation.asked import asks_of, open_questions
from desireline.codevelop.participation.asks import Ask
from desireline.codevelop.participation.models import (
    Acceptance,
    AgreementVersion,
    Call,
    CohortMember,
    Consent,
    Participant,
    ParticipantChange,
    Thanks,
)
from desireline.codevelop.participation.standing import missing
from desireline.codevelop.participation.words import consent_words, own_words, project_title, thanks_kinds
from desireline.codevelop.projects.models import Project
from desireline.codevelop.stages.api import stages
from desireline.codevelop.work.models import Answer, Artefact, Change, Question
from desireline.kit.paging.api import Page, latest
from desireline.people.identity.api import Person

State = Participant.State
SIZE = 20
ASK_ICONS = {
    "invitation": "mail",
    "agreement": "file-text",
    "question": "message-circle",
    "session": "calendar",
}


def overview(person: Person, cursor: str | None) -> dict[str, Any]:
    """`/taking-part`: what is asked, then one's projects page by page. A fixed number of queries."""
    page = _rows(person, cursor)
    rows = list(page.rows)
    lacking = missing(person, [row for row in rows if row.state == State.JOINED])
    ids = [row.pk for row in rows]
    asks = asks_of(person) if not cursor else []
    return {
        "asks": asks,
        "titles": _titles(person, asks),
        "icons": ASK_ICONS,
        "rows": rows,
        "next": page.next,
        "names": {row.pk: project_title(row, inside=_inside(row, lacking)) for row in rows},
        "inside": {row.pk for row in rows if _inside(row, lacking)},
        "states": own_words(),
        "betas": _betas(ids),
        "thanks": _thanks(ids),
        "kinds": thanks_kinds(),
        "reasons": _reasons(rows),
        "accepted": list(
            Acceptance.objects.filter(person=person)
            .select_related("version__agreement")
            .order_by("-at")[:SIZE]
        )
        if not cursor
        else [],
    }


def _inside(row: Participant, lacking: dict[int, list[AgreementVersion]]) -> bool:
    return row.state == State.JOINED and row.pk not in lacking


def _rows(person: Person, cursor: str | None) -> Page[Participant]:
    rows = Participant.objects.filter(person=person).select_related("project", "call")
    return latest(rows, cursor, size=SIZE)


def _titles(person: Person, asks: list[Ask]) -> dict[int, str]:
    """What each project that something is asked for may be called."""
    ids = {ask.project.pk for ask in asks}
    rows = list(
        Participant.objects.filter(person=person, project__in=ids).select_related("project", "call")
        if ids
        else []
    )
    lacking = missing(person, [row for row in rows if row.state == State.JOINED])
    return {row.project_id: project_title(row, inside=_inside(row, lacking)) for row in rows}


def _betas(ids: list[int]) -> dict[int, list[str]]:
    rows = CohortMember.objects.filter(
        participant__in=ids,
        participant__state=State.JOINED,
        cohort__kind="beta",
        cohort__removed_at__isnull=True,
    )
    found = defaultdict(list)
    for pk, name in rows.order_by("id").values_list("participant_id", "cohort__name"):
        found[pk].append(name)
    return found


def _thanks(ids: list[int]) -> dict[int, list[Thanks]]:
    rows = Thanks.objects.filter(participant__in=ids, undone_at__isnull=True).select_related("by")
    found = defaultdict(list)
    for row in rows.order_by("-given_at"):
        found[row.participant_id].append(row)
    return found


def _reasons(rows: list[Participant]) -> dict[int, str]:
    """Why the team said no, for whom it did."""
    ids = [row.pk for row in rows if row.state == State.REFUSED]
    changes = ParticipantChange.objects.filter(participant__in=ids, after=State.REFUSED).order_by("id")
    return dict(changes.values_list("participant_id", "reason"))


def from_inside(person: Person, row: Participant) -> dict[str, Any]:
    """`/taking-part/<number>`: a project as who takes part sees it; what is still to accept before that."""
    lacking = missing(person, [row]) if row.state == State.JOINED else {}
    inside = _inside(row, lacking)
    found: dict[str, Any] = {
        "row": row,
        "name": project_title(row, inside=inside),
        "inside": inside,
        "states": own_words(),
        "to_accept": lacking.get(row.pk, []),
        "consents": consents(row),
        "thanks": _thanks([row.pk])[row.pk],
        "kinds": thanks_kinds(),
        "betas": _betas([row.pk]).get(row.pk, []),
        "reason": _reasons([row]).get(row.pk, ""),
        "call": row.call,
    }
    return found | (_project(person, row) if inside else {})


def _project(person: Person, row: Participant) -> dict[str, Any]:
    project = row.project
    ways = stages()
    here = next((n for n, one in enumerate(ways) if one.pk == project.stage_id), len(ways))
    questions = list(open_questions([row]).order_by("-id"))
    answered = set(
        Answer.objects.filter(question__project=project, person=person).values_list("question_id", flat=True)
    )
    return {
        "project": project,
        "stages": [one.name for one in ways],
        "stage_at": here if project.state != Project.State.STOPPED else None,
        "artefacts": list(
            Artefact.objects.filter(project=project, for_participants=True, removed_at__isnull=True).order_by(
                "-id"
            )
        ),
        "questions": questions,
        "answered": answered,
        "closed": list(
            Question.objects.filter(project=project, closed_at__isnull=False, pk__in=answered).order_by("-id")
        ),
        "changes": list(
            Change.objects.filter(project=project, removed_at__isnull=True).order_by("-at", "-id")[:SIZE]
        ),
    }


def consents(row: Participant) -> list[dict[str, Any]]:
    """Every purpose: what it is called, its words, and since when it is given."""
    given = {one.purpose: one for one in Consent.objects.filter(participant=row, withdrawn_at__isnull=True)}
    return [
        {
            "purpose": purpose,
            "name": name,
            "text": given[purpose].text if purpose in given else text,
            "given": given.get(purpose),
        }
        for purpose, (name, text) in consent_words().items()
    ]


def call_page(
    call: Call, person: Person | None, given: dict[int, str], errors: dict[str, str]
) -> dict[str, Any]:
    """A call to answer. Nothing of a confidential project but what the call itself says."""
    mine = Participant.objects.filter(project=call.project, person=person).first() if person else None
    seen: Any = Project.objects.visible_to(person)
    linked = not call.project.confidential and seen.filter(pk=call.project_id).exists()
    return {
        "call": call,
        "project": call.project if not call.project.confidential else None,
        "linked": linked,
        "mine": mine,
        "states": own_words(),
        "questions": list(call.questions.all()),
        "given": given,
        "errors": errors,
    }
