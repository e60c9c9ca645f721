from typing import Any

from django.core.management.base import BaseCommand

from desireline.kit.counters.api import recount_all
from desireline.kit.jobs.api import Progress


class Command(BaseCommand):
    help = "Count votes and comments anew, and mend and report every counter that is wrong."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = recount_all(Progress(self._tell if self.stdout.isatty() else None))
        for name, (seen, wrong) in found.items():
            self.stdout.write(f"{name}: {seen:,} counted, {wrong:,} mended")

    def _tell(self, progress: Progress) -> None:
        self.stdout.write(f"\r{progress.note}: {progress.done:,}", ending="\r")
        self.stdout.flush()
