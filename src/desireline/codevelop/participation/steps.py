"""How people come into a project and leave it. Every step is a row, and most have a way back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.participation import cohorts, telling
from desireline.codevelop.participation.agreeing import check_ready
from desireline.codevelop.participation.events import ParticipantChanged
from desireline.codevelop.participation.models import Call, Cohort, Participant, ParticipantChange
from desireline.codevelop.participation.rules import STEPS, can
from desireline.codevelop.projects.models import Project
from desireline.kit.errors import Refused
from desireline.kit.events import publish
from desireline.people.roles.api import Permission, must

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

__all__ = ["accept", "decline", "invite", "leave", "refuse", "say_yes", "step", "take_back", "take_out"]

State = Participant.State
ANSWER_WITHIN = timedelta(days=14)
BACK_WITHIN = timedelta(days=1)
ENDED = (Project.State.RELEASED, Project.State.STOPPED)


@transaction.atomic
def invite(
    project: Project,
    *,
    person: Person,
    by: Person,
    call: Call | None = None,
    note: str = "",
    due: date | None = None,
) -> Participant:
    """Ask somebody to take part. They are told, and have until `due` (two weeks) to answer.

    Raises Refused where they take part already, and for a confidential project without an agreement.
    """
    must(by, Permission.CODEVELOP)
    if not person.is_active:
        raise Refused(_("This person has no way in here any more."), field="person")
    check_ready(project)
    row = step(project, person, "invite", by=by, call=call, reason=note)
    row.due = due or (call.until if call else None) or (timezone.localdate() + ANSWER_WITHIN)
    row.note = " ".join(note.split())[:500]
    row.save(update_fields=["due", "note"])
    telling.invited(row, by=by)
    return row


@transaction.atomic
def accept(participant: Participant, *, by: Person) -> Participant:
    """Welcome who applied. Raises Refused where every place of the call, or of its cohort, is taken."""
    must(by, Permission.CODEVELOP)
    row = step(participant.project, participant.person, "accept", by=by)
    telling.accepted(row, by=by)
    return row


@transaction.atomic
def refuse(participant: Participant, *, by: Person, reason: str) -> Participant:
    """Say no to who applied. The reason is theirs to read."""
    must(by, Permission.CODEVELOP)
    reason = " ".join(reason.split())[:500]
    if not reason:
        raise Refused(_("Say why in a sentence: they will read it."), field="reason")
    row = step(participant.project, participant.person, "refuse", by=by, reason=reason)
    telling.refused(row, reason, by=by)
    return row


@transaction.atomic
def take_out(participant: Participant, *, by: Person, reason: str = "") -> Participant:
    """The team ends somebody's part. They are told."""
    must(by, Permission.CODEVELOP)
    row = step(participant.project, participant.person, "leave", by=by, reason=reason)
    telling.ended(row, reason, by=by)
    return row


@transaction.atomic
def say_yes(participant: Participant, *, by: Person) -> Participant:
    """Somebody takes an invitation."""
    return _own(participant, "say_yes", by)


@transaction.atomic
def decline(participant: Participant, *, by: Person) -> Participant:
    """Somebody says no to an invitation, or takes back what they applied for."""
    return _own(participant, "decline", by)


@transaction.atomic
def leave(participant: Participant, *, by: Person) -> Participant:
    """Somebody stops taking part, at any time and for no reason."""
    return _own(participant, "leave", by)


def _own(participant: Participant, name: str, by: Person) -> Participant:
    if participant.person_id != by.pk:
        raise Refused(_("Only they themselves can answer."))
    row = step(participant.project, participant.person, name, by=by)
    telling.answered(row, by=by)
    return row


def step(
    project: Project, person: Person, name: str, *, by: Person, call: Call | None = None, reason: str = ""
) -> Participant:
    """One of `STEPS` with its rules, its row, and its event. Call it inside a transaction."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    row = Participant.objects.select_related("call__cohort").filter(project=project, person=person).first()
    before = row.state if row else ""
    if not can(name, before):
        raise Refused(telling.why_not(before))
    after = STEPS[name][1]
    if project.state in ENDED and after in ("invited", "applied", "joined"):
        raise Refused(_("This project has ended. Thank you for wanting to take part."))
    row = row or Participant(project=project, person=person)
    row.call = call or row.call
    if after == State.JOINED:
        _check_places(row)
    _put(row, after, by=by, reason=reason)
    if after == State.JOINED and row.call and (cohort := row.call.cohort) and cohort.removed_at is None:
        _place(cohort, row, by=by)
    return row


def _place(cohort: Cohort, row: Participant, *, by: Person) -> None:
    """The place that the call promises. Who answers it themselves is told in other words than the team."""
    try:
        cohorts.place(cohort, row, by=by)
    except Refused:
        if row.person_id != by.pk:
            raise
        raise Refused(
            _("Thank you for wanting to take part! The places for people like you are taken.")
        ) from None


def _check_places(row: Participant) -> None:
    if row.call is None or row.call.places is None:
        return
    taken = Participant.objects.filter(call=row.call, state=State.JOINED).exclude(pk=row.pk).count()
    if taken >= row.call.places:
        raise Refused(
            _("All places of “%(call)s” are taken. More can come once the team gives it more places.")
            % {"call": row.call.title}
        )


def _put(row: Participant, after: str, *, by: Person, reason: str = "") -> None:
    now, before = timezone.now(), row.state
    row.state, row.at, row.by = after, now, by
    if after == State.JOINED:
        row.since, row.ended = row.since or now, None
    elif before == State.JOINED:
        row.ended = now
    row.save()
    ParticipantChange.objects.create(
        participant=row, before=before, after=after, by=by, reason=" ".join(reason.split())[:500]
    )
    cohorts.follow(row, was_in=before == State.JOINED)
    publish(
        ParticipantChanged(
            participant=row.pk, project=row.project_id, person=row.person_id, state=after, by=by.pk
        )
    )


@transaction.atomic
def take_back(participant: Participant, *, by: Person) -> Participant | None:
    """Undo one's own last step, within a day. A first invitation or application is then as if it had never been:
    None. Raises Refused for the step of another, after a day, and where the places were given away since."""
    Project.objects.select_for_update().get(pk=participant.project_id)  # as `step`: one place after the other
    row = Participant.objects.select_related("call", "project").get(pk=participant.pk)
    last = ParticipantChange.objects.filter(participant=row).order_by("-id").first()
    if last is None or last.by_id != by.pk or last.at < timezone.now() - BACK_WITHIN:
        raise Refused(_("This cannot be taken back any more."))
    if not last.before and row.state != State.JOINED:
        publish(
            ParticipantChanged(
                participant=row.pk, project=row.project_id, person=row.person_id, state="", by=by.pk
            )
        )
        row.delete()
        return None
    if last.before == State.JOINED:
        _check_places(row)
    _put(row, last.before or State.LEFT, by=by)
    return row
