"""Make the search index anew while people go on searching."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from desireline.engines.search.api import CARDS, reindex


class Command(BaseCommand):
    help = "Make the search index anew, with the words for typing slips. Searches go on meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("types", nargs="*", help="Only these types of cards (default: all).")

    def handle(self, *args: Any, **options: Any) -> None:
        unknown = set(options["types"]) - set(CARDS.names())
        if unknown:
            raise CommandError(
                f"There is no type {', '.join(sorted(unknown))}. Types: {', '.join(CARDS.names())}."
            )
        done = reindex(options["types"], tell=self._tell)
        self.stdout.write(self.style.SUCCESS(f"{done} records indexed."))

    def _tell(self, done: int, every: int | None, note: str) -> None:
        self.stdout.write(f"{done:>9} {note}")
