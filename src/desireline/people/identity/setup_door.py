"""The first administrator: made by the one who runs the server, by command or with a link that the server prints."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from desireline.kit.options.models import Option
from desireline.people.identity.addresses import own
from desireline.people.identity.models import Person
from desireline.people.letters.api import absolute
from desireline.people.roles.api import Role

KEY = "setup_token_hash"


def needed() -> bool:
    """Whether nobody administers this instance yet."""
    return not Person.objects.filter(role=Role.ADMIN, is_active=True).exists()


def setup_link() -> str | None:
    """A fresh link with which the first administrator is made, or None where there is one. Voids the link before."""
    if not needed():
        return None
    token = secrets.token_urlsafe(24)
    Option.objects.update_or_create(key=KEY, defaults={"value": _hash(token)})
    return absolute(reverse("setup", args=[token]))


def opens(token: str) -> bool:
    """Whether the token is that of the latest link and still needed."""
    kept = Option.objects.filter(key=KEY).values_list("value", flat=True).first()
    return bool(kept) and constant_time_compare(str(kept), _hash(token)) and needed()


@transaction.atomic
def create_admin(email: str, *, name: str = "", password: str | None = None) -> Person:
    """Make a person an administrator, known or new. Without a password they sign in by code or passkey."""
    email = email.strip().lower()
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person.objects.create_user(email, password, name=name)
    elif password:
        person.set_password(password)
    person.role, person.trust, person.is_active = Role.ADMIN, Person.Trust.KNOWN, True
    person.name = name or person.name
    person.save()
    own(person, email)
    Option.objects.filter(key=KEY).delete()
    return person


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
