"""What `desireline connect` says."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from desireline.guide.connectors import api
from desireline.guide.connectors.allow import MEANINGS
from desireline.guide.connectors.declared import Source
from desireline.guide.connectors.due import next_run
from desireline.guide.connectors.looking import Look
from desireline.guide.connectors.models import CardSet
from desireline.guide.connectors.runs import last
from desireline.guide.connectors.starting import begin
from desireline.guide.connectors.syncing import Counts

OFTEN = 0.2  # seconds between two lines of progress


class Shown:
    """Where lines go: to people, or as JSON to the worker."""

    def __init__(self, out: Any, err: Any, *, lines: bool) -> None:
        self.out, self.err, self.lines = out, err, lines
        self._at = 0.0
        self._stage = ("", "")

    def say(self, text: str = "") -> None:
        if not self.lines:
            self.out.write(text)

    def json(self, told: Mapping[str, Any]) -> None:
        self.out.write(json.dumps(told))
        self.out.flush()

    def tell(self, stage: str, name: str, done: int, of: int | None) -> None:
        now = time.monotonic()
        if now - self._at < OFTEN and (stage, name) == self._stage:
            return
        self._at, self._stage = now, (stage, name)
        if self.lines:
            self.json({"stage": stage, "name": name, "done": done, "all": of})
        elif sys.stderr.isatty():
            self.err.write(f"\r  {stage} {name}: {done:,}{f' of {of:,}' if of else ''}      ", ending="")
            self.err.flush()


def add(options: Mapping[str, Any], shown: Shown) -> None:
    asked = sys.stdin.isatty()
    name = options["name"] or (input("Name of the source (small letters): ").strip() if asked else "")
    kind = options["kind"] or (input("Kind (sql, rest, files): ").strip() if asked else "")
    where, table = options["where"], options["table"]
    if asked and not where:
        where = input("Address or path (Enter to fill it in later): ").strip()
    if asked and not table and kind != "files":
        table = input("First table or path (Enter to fill it in later): ").strip()
    made = begin(api.folder(), name=name, kind=kind, where=where, table=table, label=options["label"])
    shown.say(f"Written: {made.source}\n         {made.cards}")
    shown.say(f"Fill in what they leave open, then try it: desireline connect check {name}")


def check(options: Mapping[str, Any], shown: Shown) -> None:
    found = api.known(now=True)
    names = options["names"] or list(found.sources)
    for fault in found.faults.values() if not options["names"] else ():
        shown.say(f"✗ {fault}")
    for name in names:
        shown.say(f"\n{name}: trying it, nothing is changed")
        _show(api.check(name, tell=shown.tell, by=options["by"]), shown)
        _whole(name, found.sources.get(name), shown)
    if not options["names"] and found.faults:
        raise api.SourceFault("", "", f"{len(found.faults)} files need another look.")
    if not names:
        shown.say(f"No source yet in {api.folder()}. Begin with: desireline connect add")


def _whole(name: str, source: Source | None, shown: Shown) -> None:
    """Say which tables cost most, and what would help."""
    for table in source.whole if source else ():
        shown.say(
            f"  ! {table} is read whole each time: it has no cursor. If a column grows with every change, write key and"
            f" cursor for it in sources/{name}.toml."
        )


def _show(look: Look, shown: Shown) -> None:
    for table, columns in look.columns.items():
        told = ", ".join(f"{name} {kind.lower()}" for name, kind in columns)
        shown.say(f"  {table}: {look.rows.get(table, 0):,} rows looked at ({told})")
    for one in look.cards:
        shown.say(f"\n  {one.file}: {one.number:,} cards “{one.label}”, {one.nobody:,} for nobody")
        if one.unknown:
            shown.say(f"    customers who are nobody here: {', '.join(one.unknown[:8])}")
        for card in one.samples:
            who = ", ".join(str(MEANINGS[kind]) + (f" ({name})" if name else "") for kind, name in card.who)
            shown.say(f"    · {card.title[:70]}\n      {card.key} · seen by: {who}")
    for panel in look.panels:
        who = "our own people and customers" if panel.customers else "our own people"
        shown.say(f"\n  {panel.file}: “{panel.label}” of {panel.accounts:,} accounts, seen by: {who}")
        for line in panel.lines:
            shown.say(
                f"    · {panel.account}: {line['label']} {line['value']} {line.get('unit') or ''}".rstrip()
            )
    if not look.cards and not look.panels:
        shown.say("  No cards yet: write cards/<type>.sql that begins with “-- source: NAME”.")


def sync(options: Mapping[str, Any], shown: Shown) -> None:
    names = options["names"] or list(api.known(now=True).sources)
    wrong = []
    for name in names:
        start = time.monotonic()
        try:
            done = api.sync(name, tell=shown.tell, by=options["by"], accept=options["accept_deletions"])
        except (api.Failed, api.SourceFault) as fault:
            if len(names) == 1:
                raise
            wrong.append(name)
            shown.say(f"✗ {name}: {fault}")
        else:
            shown.say(_summary(name, done, time.monotonic() - start))
    if not options["names"] and not shown.lines:
        gone = api.forget_removed()
        if gone:
            shown.say(f"{gone:,} cards of removed files taken away.")
    if wrong:
        raise api.Failed(f"{', '.join(wrong)}: not brought. What was there before is still there.")


def _summary(name: str, done: Counts, seconds: float) -> str:
    return (
        f"✓ {name}: {sum(done.read.values()):,} rows read, {sum(done.deleted.values()):,} gone;"
        f" {done.put:,} cards told, {done.gone:,} taken away; {sum(done.cards.values()):,} cards in all,"
        f" {done.nobody:,} for nobody ({seconds:.1f} s)"
    )


def status(options: Mapping[str, Any], shown: Shown) -> None:
    found = api.known(now=True)
    for name, source in found.sources.items():
        good, any_run = last(name, state="good"), last(name)
        shown.say(f"{name} ({source.kind}): {source.label}")
        if good:
            lag = timezone.now() - good.started
            rows = ", ".join(f"{table} {count:,}" for table, count in good.counts.get("rows", {}).items())
            shown.say(
                f"  last good sync {good.started:%Y-%m-%d %H:%M} UTC, {lag.total_seconds() / 60:.0f} minutes ago"
            )
            shown.say(f"  rows: {rows or 'none'}")
        else:
            shown.say("  not brought yet")
        for one in CardSet.objects.filter(source=name).order_by("name"):
            shown.say(
                f"  cards {one.name}: {one.cards:,}, {one.nobody:,} for nobody,"
                f" {one.unknown_count:,} unknown customers"
            )
        if any_run and any_run.state == "failed":
            shown.say(f"  ✗ {any_run.started:%Y-%m-%d %H:%M} UTC: {any_run.error}")
        _whole(name, source, shown)
        due = next_run(source)
        shown.say(f"  next: {due:%Y-%m-%d %H:%M} UTC" if due else "  next: only when asked")
    for fault in found.faults.values():
        shown.say(f"✗ {fault}")
    if not found.sources and not found.faults:
        shown.say(f"No source yet in {api.folder()}. Begin with: desireline connect add")


ACTIONS: dict[str, Callable[[Mapping[str, Any], Shown], None]] = {
    "add": add,
    "check": check,
    "sync": sync,
    "status": status,
}
