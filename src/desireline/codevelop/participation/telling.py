"""Participants hear what concerns them, the team hears what they say. A confidential project has no name in a notice
to those who take part: it could be read by others, or before anything was accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from desireline.codevelop.gates.telling import those_at_work
from desireline.codevelop.participation.models import AgreementVersion, Participant, Thanks
from desireline.codevelop.projects.models import Project
from desireline.people.notices.api import notify

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

INVITED, ANSWER, THANKED, TO_ACCEPT = "taking_part_invited", "taking_part_answer", "thanked", "to_accept"
REMINDER, SAID = "taking_part_reminder", "participant"


def shown(project: Project, call: Any = None) -> Any:
    """What the project is called in a notice to a participant."""
    if not project.confidential:
        return project.title
    return call.title if call else _("A confidential project")


def to_participant(kind: str, row: Participant, words: Any, *, by: Person | None, text: Any = "") -> int:
    """`words` with {project}."""
    return notify(
        kind,
        topic=f"taking-part:{row.project_id}",
        title=format_lazy(words, project=shown(row.project, row.call)),
        text=text,
        url=reverse("taking_part"),
        by=by,
        to=[row.person_id],
    )


def invited(row: Participant, *, by: Person) -> None:
    to_participant(INVITED, row, _("You are invited to take part: {project}"), by=by)


def accepted(row: Participant, *, by: Person) -> None:
    to_participant(ANSWER, row, _("Welcome! You take part now: {project}"), by=by)


def refused(row: Participant, reason: str, *, by: Person) -> None:
    words = _("Thank you for applying. Not this time: {project}")
    to_participant(ANSWER, row, words, by=by, text=reason)


def ended(row: Participant, reason: str, *, by: Person) -> None:
    words = _("Your part has ended, with our thanks: {project}")
    to_participant(ANSWER, row, words, by=by, text=reason)


def thanked(thanks: Thanks, *, by: Person) -> None:
    row = thanks.participant
    to_participant(THANKED, row, _("The team says thank you: {project}"), by=by, text=thanks.text)


def to_accept(version: AgreementVersion, *, by: Person | None) -> None:
    """Who takes part and accepted an older version."""
    rows = Participant.objects.filter(
        state=Participant.State.JOINED, person__in=version.agreement.versions.values("acceptances__person")
    )
    if version.agreement.project_id:
        rows = rows.filter(project=version.agreement.project_id)
    people = set(rows.values_list("person_id", flat=True))
    notify(
        TO_ACCEPT,
        topic=f"agreement:{version.agreement_id}",
        title=_("An agreement has new words. Please read and accept them to go on."),
        url=reverse("taking_part"),
        by=by,
        to=people,
    )


def answered(row: Participant, *, by: Person) -> None:
    """The team: somebody applied, joined, said no, or left."""
    words = {
        "applied": _("{project}: {name} would like to take part"),
        "joined": _("{project}: {name} takes part"),
        "declined": _("{project}: {name} said no"),
        "left": _("{project}: {name} does not take part any more"),
    }
    if row.state in words:
        _to_team(row, format_lazy(words[row.state], project=row.project.title, name=by.shown_name), by)


def withdrew(row: Participant, purpose: str, *, by: Person) -> None:
    words = _("{project}: {name} took a consent back ({purpose})")
    from desireline.codevelop.participation.words import consent_words

    called = consent_words()[purpose][0]
    _to_team(row, format_lazy(words, project=row.project.title, name=by.shown_name, purpose=called), by)


def _to_team(row: Participant, title: Any, by: Person) -> None:
    notify(
        SAID,
        topic=f"project:{row.project_id}",
        title=title,
        url=reverse("project_participants", args=[row.project.slug]),
        by=by,
        to=those_at_work(row.project),
    )


def why_not(state: str) -> str:
    """Why a step does not lead on from here, for whoever tried it."""
    return {
        "": _now("They do not take part, and nobody invited them."),
        "invited": _now("They are invited already."),
        "applied": _now("They applied already: accept or refuse that."),
        "joined": _now("They take part already."),
        "declined": _now("They said no."),
        "left": _now("They have left."),
        "refused": _now("The team said no to this already."),
    }[state]
