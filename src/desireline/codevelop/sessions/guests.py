"""Who is invited to a session, a part at a time: there may be thousands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Value, When

from desireline.codevelop.participation.api import Consent, Participant
from desireline.codevelop.sessions.access import AT_THE_TABLE
from desireline.codevelop.sessions.models import Session, SessionGuest

SHOWN = 50  # in the list at once, and offered beside the line for notes
_NAME = "participant__person__name"
_LETS = Q(
    Exists(
        Consent.objects.filter(
            participant=OuterRef("participant"), purpose=Consent.Purpose.NOTES, withdrawn_at__isnull=True
        )
    ),
    participant__state=Participant.State.JOINED,
)


@dataclass(frozen=True, slots=True)
class Part:
    """Some of those invited, by name. `begin`: after whose number it begins, 0 for the first; `next`: and the next."""

    rows: Sequence[SessionGuest]
    begin: int
    next: int


def invited(session: Session) -> QuerySet[SessionGuest]:
    """With `consents`: whether they let us note what they say. Each with their person."""
    rows = SessionGuest.objects.filter(session=session, removed_at__isnull=True).annotate(
        consents=ExpressionWrapper(_LETS, BooleanField())
    )
    return rows.select_related("participant__person")


def part(session: Session, begin: int) -> Part:
    """`SHOWN` of those invited, behind the guest with this number, who may be taken off the list since."""
    rows = invited(session).order_by(_NAME, "pk")
    key = (
        SessionGuest.objects.filter(session=session, pk=begin).values_list(_NAME, "pk").first()
        if begin
        else None
    )
    if key:
        rows = rows.filter(Q(**{f"{_NAME}__gt": key[0]}) | Q(**{_NAME: key[0], "pk__gt": key[1]}))
    found = list(rows[: SHOWN + 1])
    shown = found[:SHOWN]
    return Part(shown, key[1] if key else 0, shown[-1].pk if len(found) > SHOWN else 0)


def part_with(session: Session, guest: SessionGuest) -> int:
    """Where the part begins that shows the guest: 0 if the first one does, else right behind who comes before."""
    name = guest.participant.person.name
    earlier = SessionGuest.objects.filter(session=session, removed_at__isnull=True).filter(
        Q(**{f"{_NAME}__lt": name}) | Q(**{_NAME: name, "pk__lt": guest.pk})
    )
    if earlier.count() < SHOWN:
        return 0
    return earlier.order_by(f"-{_NAME}", "-pk").values_list("pk", flat=True)[0]


def named(session: Session, chosen: int) -> list[SessionGuest]:
    """Whom a note can be about, by name: the one with the number `chosen`, and `SHOWN`, first of all who is there."""
    order = Case(
        When(pk=chosen, then=Value(0)), When(state__in=AT_THE_TABLE, then=Value(1)), default=Value(2)
    )
    found = list(invited(session).filter(_LETS).order_by(order, _NAME, "pk")[:SHOWN])
    return sorted(found, key=lambda row: (row.participant.person.name, row.pk))


def unasked(session: Session) -> int:
    """How many have not consented to notes, of those who did not say no to the session."""
    rows = SessionGuest.objects.filter(session=session, removed_at__isnull=True).exclude(_LETS)
    return rows.exclude(state=SessionGuest.State.DECLINED).count()


def consents(guest: SessionGuest) -> bool:
    """Whether this one lets us note what they say."""
    return SessionGuest.objects.filter(_LETS, pk=guest.pk).exists()
