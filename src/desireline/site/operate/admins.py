"""The first administrator, made where the server runs."""

from __future__ import annotations

import secrets

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from desireline.people.identity.models import Person
from desireline.people.roles.api import Role


class NotAnAddressError(Exception):
    """The text is no e-mail address; the message says so."""


@transaction.atomic
def create_admin(email: str, *, name: str = "") -> str:
    """Make the person an administrator. A new one gets a password, which is in the returned words and nowhere else."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise NotAnAddressError(f"“{email}” is not an e-mail address.") from error
    person = Person.objects.filter(email=email).first()
    if person is not None:
        person.role, person.trust = Role.ADMIN, Person.Trust.KNOWN
        person.save(update_fields=["role", "trust"])
        return f"{email} is an administrator now, and signs in as before."
    password = secrets.token_urlsafe(15)
    made = Person.objects.create_user(email, password, name=name, role=Role.ADMIN, trust=Person.Trust.KNOWN)
    EmailAddress.objects.create(user=made, email=email, verified=True, primary=True)
    return (
        f"{email} is an administrator. Password: {password}\nSign in and change it, or add a passkey, at /me."
    )
