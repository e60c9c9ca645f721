import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from desireline.kit.errors import Refused
from desireline.site.demo.load import load
from desireline.site.demo.reading import ScriptError


class Command(BaseCommand):
    help = "Fill an empty instance with a simulated organisation to look around in."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        since = time.monotonic()
        try:
            load(self._say)
        except (Refused, ScriptError) as fault:
            raise CommandError(str(fault)) from fault
        self._say(f"Ready in {time.monotonic() - since:.1f} s.")
        if not settings.DEMO:
            self._say("Start it with DESIRELINE_DEMO=yes: then one click signs in as each of the cast.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
