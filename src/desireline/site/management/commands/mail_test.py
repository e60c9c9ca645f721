from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from desireline.site.operate.mail import MailError, try_mail


class Command(BaseCommand):
    help = "Send one mail to an address, and say in plain words what goes wrong."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="Who gets the mail.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(try_mail(options["address"]))
        except MailError as fault:
            raise CommandError(str(fault)) from fault
