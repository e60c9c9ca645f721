from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from desireline.site.operate.admins import NotAnAddressError, create_admin


class Command(BaseCommand):
    help = "Make the person with this address an administrator, with a first password if new."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="What to call them.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(create_admin(options["email"], name=options["name"]))
        except NotAnAddressError as error:
            raise CommandError(str(error)) from error
