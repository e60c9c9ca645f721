"""Notes of a session. Several people take them at once; nothing that was saved gets lost.

A note about a guest needs their consent to notes. Without it (taken back, or of somebody who never gave it) the words
are shown to nobody and leave in no file; they are counted. Given again, they are there again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.codevelop.participation.api import Consent, has_consent
from desireline.codevelop.sessions.models import Observation, Session, SessionGuest
from desireline.codevelop.sessions.planning import touch
from desireline.futures.outcomes.api import CustomerScenario, DesiredOutcome
from desireline.kit.errors import Refused
from desireline.people.roles.api import Permission, must

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

LONGEST = 1000
_GIVEN = Consent.objects.filter(
    participant=OuterRef("guest__participant"), purpose=Consent.Purpose.NOTES, withdrawn_at__isnull=True
)


def readable() -> QuerySet[Observation]:
    """Notes whose words may be read: about nobody in particular, or with the consent of whom they are about."""
    return Observation.objects.filter(Q(guest__isnull=True) | Exists(_GIVEN), removed_at__isnull=True)


def withheld() -> QuerySet[Observation]:
    """Notes whose words nobody may have, because a consent is missing or was taken back; struck out ones as well."""
    return Observation.objects.filter(~Exists(_GIVEN), guest__isnull=False)


def hidden(session: Session) -> int:
    """How many notes are hidden because a consent is missing or was taken back."""
    return withheld().filter(session=session, removed_at__isnull=True).count()


@transaction.atomic
def note(session: Session, *, by: Person, text: str, kind: str = "said", **more: Any) -> Observation:
    """Write a note. `more`: guest, outcome, step (ids, or None).

    Raises Refused without words, and about a guest who has not consented to notes.
    """
    must(by, Permission.CODEVELOP)
    said = " ".join(text.split())[:LONGEST]
    if not said:
        raise Refused(_("Write what you saw or heard."), field="text")
    if kind not in Observation.Kind.values:
        raise Refused(_("Choose what kind of note it is."), field="kind")
    guest = _guest(session, more.get("guest"))
    made = Observation(session=session, guest=guest, kind=kind, text=said, by=by)
    _tag(made, more)
    made.save()
    touch(session, "notes_version")
    return made


@transaction.atomic
def tag(note: Observation, *, by: Person, **more: Any) -> Observation:
    """Say which outcome and which step the note is about, and of what kind it is: outcome, step, kind."""
    must(by, Permission.CODEVELOP)
    if "kind" in more and more["kind"] in Observation.Kind.values:
        note.kind = more["kind"]
    _tag(note, more)
    note.save(update_fields=["kind", "outcome", "step"])
    touch(note.session, "notes_version")
    return note


@transaction.atomic
def remove(note: Observation, *, by: Person) -> None:
    """Strike it out; `restore` brings it back."""
    must(by, Permission.CODEVELOP)
    Observation.objects.filter(pk=note.pk, removed_at__isnull=True).update(removed_at=timezone.now())
    touch(note.session, "notes_version")


@transaction.atomic
def restore(note: Observation, *, by: Person) -> None:
    must(by, Permission.CODEVELOP)
    Observation.objects.filter(pk=note.pk).update(removed_at=None)
    touch(note.session, "notes_version")


def outcomes_of(session: Session) -> list[DesiredOutcome]:
    """What notes can be tagged with: the outcomes of the future that the project serves, its own first."""
    own = session.project.outcome_id
    rows = DesiredOutcome.objects.filter(future=session.project.outcome.future_id, archived__isnull=True)
    return sorted(rows, key=lambda one: (one.pk != own, one.position, one.pk))


def steps_of(session: Session) -> list[Any]:
    """The steps of its scenario."""
    if session.scenario_id is None:
        return []
    scenario = CustomerScenario.objects.get(pk=session.scenario_id)
    return list(scenario.steps.all())


def _guest(session: Session, pk: int | None) -> SessionGuest | None:
    if pk is None:
        return None
    rows = SessionGuest.objects.filter(session=session, pk=pk, removed_at__isnull=True)
    found = rows.select_related("participant").first()
    if found is None:
        raise Refused(_("Choose somebody of this session."), field="guest")
    if not has_consent(found.participant, Consent.Purpose.NOTES):
        raise Refused(
            _("There is no consent to notes about them. Ask for it first, or note it without a name."),
            field="guest",
        )
    return found


def _tag(note: Observation, more: dict[str, Any]) -> None:
    if "outcome" in more:
        known = {one.pk for one in outcomes_of(note.session)}
        note.outcome_id = more["outcome"] if more["outcome"] in known else None
    if "step" in more:
        known = {one.pk for one in steps_of(note.session)}
        note.step_id = more["step"] if more["step"] in known else None
