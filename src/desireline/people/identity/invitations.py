"""Invitations: a link for one address, once, for a while. Only the hash of its token is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.kit.limits.api import allow
from desireline.kit.options.api import get
from desireline.people.accounts.api import Account, join
from desireline.people.identity.addresses import own
from desireline.people.identity.models import Invitation, Person
from desireline.people.letters.api import Letter
from desireline.people.letters.posting import post
from desireline.people.roles.api import Permission, Role, must

DAYS = 14


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invite(
    email: str, *, by: Person, role: Role = Role.CUSTOMER, account: Account | None = None
) -> Invitation:
    """Invite an address and mail it the link. A second invitation of the same address voids the first."""
    must(by, Permission.MANAGE_PEOPLE)
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(_("“%(email)s” is not an e-mail address.") % {"email": email}, field="email") from error
    if Person.objects.filter(email__iexact=email).exists():
        raise Refused(_("%(email)s is here already.") % {"email": email}, field="email")
    allow("invite", by.pk, rate="200/day")
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        Invitation.objects.filter(email=email, used_at__isnull=True).delete()
        made = Invitation.objects.create(
            email=email,
            role=role,
            account=account,
            by=by,
            token_hash=_hash(token),
            expires=timezone.now() + timedelta(days=DAYS),
        )
    post(email, _letter(token, by=by))
    return made


def _letter(token: str, *, by: Person) -> Letter:
    name = get("brand_name")
    return Letter(
        subject=_("You are invited to %(name)s") % {"name": name},
        title=_("%(person)s invites you to %(name)s") % {"person": by.shown_name, "name": name},
        lines=[_("There you say what matters to you, bring ideas, and see what becomes of them.")],
        button=(_("Accept the invitation"), reverse("invitation", args=[token])),
        small=[
            _("The link works once, for %(n)d days, and only for this address.") % {"n": DAYS},
            _("If you do not know what this is about, you can leave it: nothing will happen."),
        ],
    )


def invitation_for(token: str) -> Invitation | None:
    """The open invitation of a token, or None for one that is used, too old or unknown."""
    rows = Invitation.objects.filter(
        token_hash=_hash(token), used_at__isnull=True, expires__gt=timezone.now()
    )
    return rows.select_related("by", "account").first()


def withdraw(invitation: Invitation, *, by: Person) -> None:
    """Take an open invitation back."""
    must(by, Permission.MANAGE_PEOPLE)
    Invitation.objects.filter(pk=invitation.pk, used_at__isnull=True).delete()


@transaction.atomic
def accept(invitation: Invitation, *, person: Person) -> None:
    """Use the invitation up for a person who just signed up with its address. Refused for a second use."""
    used = Invitation.objects.filter(pk=invitation.pk, used_at__isnull=True, expires__gt=timezone.now())
    if not used.update(used_at=timezone.now(), used_by=person):
        raise Refused(_("This invitation was used before or is too old. Ask for a new one."))
    person.role = invitation.role
    person.trust = Person.Trust.KNOWN
    person.save(update_fields=["role", "trust"])
    own(person, invitation.email)
    if invitation.account is not None:
        join(invitation.account, person=person, by=None)
