"""The first administrator, made where the server runs."""

from __future__ import annotations

import secrets

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from desireline.people.identity import api as identity


class NotAnAddressError(Exception):
    """The text is no e-mail address; the message says so."""


def create_admin(email: str, *, name: str = "") -> str:
    """Make the person an administrator. A new one gets a password, which is in the returned words and nowhere else."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise NotAnAddressError(f"“{email}” is not an e-mail address.") from error
    if identity.Person.objects.filter(email=email).exists():
        identity.create_admin(email, name=name)
        return f"{email} is an administrator now, and signs in as before."
    password = secrets.token_urlsafe(15)
    identity.create_admin(email, name=name, password=password)
    return (
        f"{email} is an administrator. Password: {password}\nSign in and change it, or add a passkey, at /me."
    )
