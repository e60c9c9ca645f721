"""Make the search index anew while people go on searching."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from desireline.engines.search.api import Unanswered, reindex, sources
from desireline.kit.jobs.api import Job, enqueue

LOOK = 0.5  # seconds


class Command(BaseCommand):
    help = "Make the search index anew. Searches go on meanwhile; a running worker does the work."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("types", nargs="*", help="Only these types of cards (default: all).")

    def handle(self, *args: Any, **options: Any) -> None:
        types = options["types"]
        unknown = set(types) - set(sources().names())
        if unknown:
            raise CommandError(
                f"There is no type {', '.join(sorted(unknown))}. Types: {', '.join(sources().names())}."
            )
        try:
            done = reindex(types, tell=self._tell)
        except ValueError:  # a worker holds the index: it has to do it
            self._watch(enqueue("search.reindex", {"types": types}, key=None if types else "search.reindex"))
        except Unanswered as error:
            raise CommandError(
                f"The search engine does not answer: {error}. `desireline doctor` tells more."
            ) from error
        else:
            self.stdout.write(self.style.SUCCESS(f"{done} records indexed."))

    def _watch(self, job: int) -> None:
        self.stdout.write("The running worker does it. Ctrl-C ends the watching, not the work.")
        told = -1
        while True:
            row = Job.objects.filter(pk=job).first()
            if row is None or row.finished:
                break
            if row.done_steps != told:
                told = row.done_steps
                self._tell(row.done_steps, row.all_steps, row.note)
            time.sleep(LOOK)
        if row is not None and row.failed:
            raise CommandError(f"It failed: {row.error.strip().splitlines()[-1]}")
        self.stdout.write(self.style.SUCCESS("Done."))

    def _tell(self, done: int, every: int | None, note: Any) -> None:
        self.stdout.write(f"{done:>9} {note}")
