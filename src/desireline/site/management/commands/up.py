from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from desireline.site.operate.up import up


class Command(BaseCommand):
    help = "Prepare the database and run web server and worker. Stop with Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        address = urlsplit(str(settings.BASE_URL))
        port = address.port or 8000
        parser.add_argument("--host", default="127.0.0.1", help="Address to listen on (127.0.0.1).")
        parser.add_argument(
            "--port", type=int, default=port, help="Port to listen on (that of the base URL, or 8000)."
        )
        parser.add_argument("--workers", type=int, default=1, help="Web server processes (1).")

    def handle(self, *args: Any, **options: Any) -> None:
        up(host=options["host"], port=options["port"], workers=options["workers"], say=self._say)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
