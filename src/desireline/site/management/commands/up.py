from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from desireline.site.operate.up import add_arguments, up


class Command(BaseCommand):
    help = "Prepare the database and run web server and worker. Stop with Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        up(host=options["host"], port=options["port"], workers=options["workers"], say=self._say)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
