from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from desireline.site.operate.backup import backup


class Command(BaseCommand):
    help = "Write everything into one file, while the server runs."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="For example desireline-2026-11-21.zip")
        parser.add_argument(
            "--with-secrets", action="store_true", help="Also passwords, passkeys, sessions, secret."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"]
        try:
            manifest = backup(target, with_secrets=options["with_secrets"], say=self._left_out)
        except OSError as error:
            raise CommandError(f"{target} cannot be written: {error.strerror}.") from error
        rows = sum(table["rows"] for table in manifest["tables"].values())
        size = target.stat().st_size / 2**20
        self.stdout.write(f"{target}: {rows:,} rows, {len(manifest['files'])} files, {size:.1f} MiB.")
        if manifest["connect"]:
            self.stdout.write(f"With {len(manifest['connect'])} files of connectors, without their secrets.")
        if not options["with_secrets"]:
            self.stdout.write(
                "Passwords, passkeys and sessions are left out; people sign in by a mailed code again."
            )

    def _left_out(self, line: str) -> None:
        if line.endswith("cannot be used as it is"):
            self.stderr.write(line)
