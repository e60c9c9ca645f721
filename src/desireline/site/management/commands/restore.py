from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from desireline.site.operate.prepare import migrate
from desireline.site.operate.restore import RestoreError, restore


class Command(BaseCommand):
    help = "Bring a backup back: all of it, or nothing. Stop the server first."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="Replace what this instance holds.")

    def handle(self, *args: Any, **options: Any) -> None:
        migrate(self.stdout.write)
        try:
            counts = restore(options["file"], force=options["force"], say=self.stdout.write)
        except RestoreError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored {sum(counts.values()):,} rows in {len(counts)} tables.")
