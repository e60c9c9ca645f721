import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from desireline.kit.jobs.api import Progress
from desireline.reach.exports.keeping import noted
from desireline.reach.exports.writing import write


class Command(BaseCommand):
    help = "Write everything as JSON lines and CSV with the files, for other tools and other instances."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="For example desireline-export.zip")
        parser.add_argument(
            "--with-confidential",
            action="store_true",
            help="Also what belongs to confidential projects. That it was written stays noted.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"]
        bar = Progress(self._bar if sys.stderr.isatty() else None)
        try:
            found = write(target, progress=bar, all_projects=options["with_confidential"])
        except OSError as error:
            raise CommandError(f"{target} cannot be written: {error.strerror}.") from error
        if options["with_confidential"]:
            noted()
        size = target.stat().st_size / 2**20
        self.stdout.write(f"{target}: {sum(found.values()):,} rows of {len(found)} tables, {size:.1f} MiB.")

    def _bar(self, progress: Progress) -> None:
        self.stderr.write(f"\r{progress.done:>3}/{progress.all} {progress.note:<40}", ending="")
        self.stderr.flush()
