"""`desireline create-admin ADDRESS`: make a person, new or known, an administrator."""  # noqa: N999

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from desireline.people.identity.api import create_admin


class Command(BaseCommand):
    help = "Make a person an administrator. They sign in with a mailed code, or with the password typed here."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="")
        parser.add_argument("--password", action="store_true", help="Ask for a password.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError(f"“{options['email']}” is not an e-mail address.") from error
        person = create_admin(
            options["email"], name=options["name"], password=_asked() if options["password"] else None
        )
        self.stdout.write(f"{person.email} is an administrator now.")


def _asked() -> str:
    from getpass import getpass

    from django.contrib.auth.password_validation import validate_password

    password = getpass("Password: ")
    try:
        validate_password(password)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    if getpass("Again: ") != password:
        raise CommandError("The two are not the same. Nothing was changed.")
    return password
