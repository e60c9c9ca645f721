# ruff: noqa: N999 - the command is called import, and Django finds it by its file
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from desireline.kit.errors import Refused
from desireline.kit.jobs.api import Progress
from desireline.reach.imports import terminal
from desireline.reach.imports.words import Refusal


class Command(BaseCommand):
    help = "Bring in the archive of an earlier tool, look at it first, or take it back."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files", nargs="*", type=Path, metavar="FILE", help="A zip, CSV, XLSX, JSON or folder."
        )
        parser.add_argument("--dry-run", action="store_true", help="Only tell what would happen.")
        parser.add_argument("--board", default="", metavar="SLUG", help="The board that takes all ideas.")
        parser.add_argument("--source", default="", help="Tells two sources of the same kind apart.")
        parser.add_argument("--mapping", type=Path, help="A JSON file: columns, boards, statuses, audience.")
        parser.add_argument(
            "--by", default="", metavar="ADDRESS", help="In whose name; else the first administrator."
        )
        parser.add_argument("--yes", action="store_true", help="Do not ask.")
        parser.add_argument("--list", action="store_true", help="Imports so far.")
        parser.add_argument("--undo", type=int, metavar="NUMBER", help="Take an import back.")
        parser.add_argument(
            "--force", action="store_true", help="With --undo: also ideas that people used since."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        tell = Progress(self._bar if sys.stderr.isatty() else None)
        try:
            if options["list"]:
                lines = terminal.listed()
            elif options["undo"]:
                lines = terminal.undo(
                    options["undo"], by=options["by"], force=options["force"], progress=tell
                )
            else:
                lines = self._bring(options, tell)
        except (Refused, Refusal, OSError, json.JSONDecodeError) as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write("\n".join(lines))

    def _bring(self, options: Any, progress: Progress) -> list[str]:
        if not options["files"]:
            raise CommandError("Name the file that the earlier tool exported.")
        plan = json.loads(options["mapping"].read_text("utf-8")) if options["mapping"] else {}
        plan = {**plan, **{key: options[key] for key in ("board", "source") if options[key]}}
        batch = terminal.prepare(options["files"], by=options["by"], plan=plan)
        if options["dry_run"] or (not options["yes"] and sys.stdin.isatty()):
            self.stdout.write("\n".join(terminal.looked(batch, options["files"], progress)))
            if options["dry_run"] or input("Bring it in? [y/N] ").strip().lower() not in (
                "y",
                "yes",
                "j",
                "ja",
            ):
                return ["Nothing was changed."]
        return terminal.bring(batch, options["files"], progress)

    def _bar(self, progress: Progress) -> None:
        part = min(progress.done / progress.all, 1.0) if progress.all else 0.0
        self.stderr.write(f"\r[{'#' * int(part * 40):<40}] {part:4.0%}", ending="\n" if part >= 1 else "")
        self.stderr.flush()
