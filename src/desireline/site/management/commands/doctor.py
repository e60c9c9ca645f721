import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from desireline.site.operate import checks, checks_address, checks_search  # noqa: F401 - they register themselves
from desireline.site.operate.doctor import as_data, as_lines, examine, has_errors


class Command(BaseCommand):
    help = "Tell what is wrong with this instance, and how to mend it."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="For machines.")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = examine()
        if options["json"]:
            self.stdout.write(json.dumps(as_data(findings), indent=2))
        else:
            self.stdout.write("\n".join(as_lines(findings)))
        if has_errors(findings):
            sys.exit(1)
