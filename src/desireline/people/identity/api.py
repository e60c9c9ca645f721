"""Who people are: making them, letting them in, shutting them out."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.kit.events import publish
from desireline.kit.options.api import bump
from desireline.people.identity.addresses import own, verified
from desireline.people.identity.events import (
    PersonBlocked,
    PersonUnblocked,
    RoleChanged,
    SessionsEnded,
    TrustChanged,
)
from desireline.people.identity.guests import guest_of, guest_token
from desireline.people.identity.invitations import accept, invitation_for, invite, withdraw
from desireline.people.identity.models import Block, Person, called, hue_of, new_lock
from desireline.people.identity.setup_door import create_admin, setup_link
from desireline.people.roles.api import Permission, Role, must

__all__ = [
    "Block",
    "Person",
    "accept",
    "block",
    "called",
    "create_admin",
    "end_sessions",
    "guest_of",
    "guest_token",
    "hue_of",
    "invitation_for",
    "invite",
    "new_lock",
    "own",
    "set_role",
    "set_trust",
    "setup_link",
    "unblock",
    "verified",
    "withdraw",
]


def end_sessions(person: Person) -> None:
    """Sign the person out everywhere and void their tokens (SessionsEnded)."""
    with transaction.atomic():
        person.lock = new_lock()
        person.save(update_fields=["lock"])
        publish(SessionsEnded(person.pk))


@transaction.atomic
def block(person: Person, *, by: Person, reason: str = "") -> Block:
    """Shut a person out at once: sessions, codes and tokens end. Refused for oneself and for higher roles."""
    must(by, Permission.MODERATE)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.pk == by.pk:
        raise Refused(_("You cannot block yourself."))
    if _rank(person) > _rank(by):
        raise Refused(_("You cannot block someone whose role is above yours."))
    if person.erased or not person.is_active:
        raise Refused(_("This person is blocked or erased already."))
    made = Block.objects.create(person=person, by=by, reason=reason[:300])
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person)
    publish(PersonBlocked(person.pk, by.pk))
    bump("site")
    return made


@transaction.atomic
def unblock(person: Person, *, by: Person) -> None:
    """Let a blocked person in again; they sign in anew."""
    must(by, Permission.MODERATE)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.is_active or person.erased:
        raise Refused(_("This person is not blocked."))
    Block.objects.filter(person=person, lifted_at__isnull=True).update(lifted_at=timezone.now(), lifted_by=by)
    person.is_active = True
    person.save(update_fields=["is_active"])
    publish(PersonUnblocked(person.pk, by.pk))
    bump("site")


@transaction.atomic
def set_role(person: Person, *, role: Role, by: Person) -> Role:
    """Give a person a role; returns the one before. Refused for the last administrator."""
    must(by, Permission.MANAGE_PEOPLE)
    person = Person.objects.select_for_update().get(pk=person.pk)
    before = Role(person.role)
    if before == role:
        return before
    if before == Role.ADMIN and not _other_admins(person):
        raise Refused(_("This is the last administrator. Make someone else one first."))
    person.role = role
    person.save(update_fields=["role"])
    publish(RoleChanged(person.pk, before, role, by.pk))
    bump("site")
    return before


@transaction.atomic
def set_trust(person: Person, *, trusted: bool, by: Person) -> None:
    """Say that what the person writes need not be read first (or that it must be again)."""
    must(by, Permission.MODERATE)
    value = Person.Trust.KNOWN if trusted else Person.Trust.NEW
    if Person.objects.filter(pk=person.pk).exclude(trust=value).update(trust=value):
        publish(TrustChanged(person.pk, trusted, by.pk))


def _rank(person: Person) -> int:
    return list(Role).index(Role(person.role))


def _other_admins(person: Person) -> bool:
    admins = Person.objects.select_for_update().filter(role=Role.ADMIN, is_active=True)
    return any(admin.pk != person.pk for admin in admins)
