"""Measure on a file how well the product finds what belongs together."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from desireline.understand.evaluate.api import EVALUATIONS, BadFileError


class Command(BaseCommand):
    help = "Measure on a file of your own how well similar texts are found."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
        for name in EVALUATIONS.names():
            kind = kinds.add_parser(name, help=EVALUATIONS[name].help)
            kind.add_argument("--json", action="store_true", help="The figures as JSON.")
            EVALUATIONS[name].arguments(kind)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = EVALUATIONS[options["what"]].run(options, self._tell)
        except BadFileError as fault:
            raise CommandError(str(fault)) from fault
        finally:
            self._tell("", 0, 0)
        self.stdout.write(json.dumps(found.data, indent=1) if options["json"] else "\n".join(found.lines))

    def _tell(self, what: str, done: int, all_: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(
                f"\r{what} {done:,} of {all_:,}  " if what else "\r" + " " * 40 + "\r", ending=""
            )
            self.stderr.flush()
