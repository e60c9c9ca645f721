from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from desireline.guide.connectors import terminal
from desireline.guide.connectors.api import Failed, SourceFault
from desireline.kit.errors import Refused


class Command(BaseCommand):
    help = "Bring records of other systems into the search: add, check, sync, status."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="add|check|sync|status")
        add = actions.add_parser("add", help="Write the files of a new source, to fill in.")
        add.add_argument("name", nargs="?", help="Small letters, digits and _.")
        add.add_argument("--kind", choices=["sql", "rest", "files"], help="What the source is.")
        add.add_argument(
            "--where", default="", help="Address of the database or interface, or path of the files."
        )
        add.add_argument("--table", default="", help="The first table, or the path below the address.")
        add.add_argument("--label", default="", help="What people read.")
        check = actions.add_parser(
            "check", help="Check the files, and show sample cards with who would see them."
        )
        check.add_argument("names", nargs="*", metavar="NAME", help="Sources (default: all).")
        sync = actions.add_parser("sync", help="Bring what is new and take away what is gone.")
        sync.add_argument("names", nargs="*", metavar="NAME", help="Sources (default: all).")
        sync.add_argument("--accept-deletions", action="store_true", help="Even if most cards go.")
        actions.add_parser("status", help="Last sync, counts, lag and last error of each source.")
        for one in (check, sync):
            one.add_argument("--lines", action="store_true", help="Tell progress as JSON lines.")
            one.add_argument("--by", type=int, help="Id of the person who asked for it.")

    def handle(self, *args: Any, **options: Any) -> None:
        shown = terminal.Shown(self.stdout, self.stderr, lines=options.get("lines", False))
        try:
            terminal.ACTIONS[options["action"]](options, shown)
        except (SourceFault, Failed, Refused) as fault:
            if shown.lines:
                shown.json({"error": str(fault)})
            raise CommandError(str(fault)) from None
