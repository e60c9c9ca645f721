"""Imports for people at a terminal: the same steps as in the browser, told in lines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.kit.jobs.api import Progress, said
from desireline.people.identity.api import Person
from desireline.reach.imports import previewing, running, undoing
from desireline.reach.imports.bringing.plan import plan_of
from desireline.reach.imports.models import ImportBatch
from desireline.reach.imports.telling import filled

_SHOWN = 20


def who(address: str) -> Person:
    """The person in whose name it happens. Refused without an administrator."""
    people = Person.objects.filter(is_active=True)
    found = people.filter(email__iexact=address).first() if address else None
    if not address:
        found = people.filter(role="admin").order_by("pk").first()
    if found is None:
        raise Refused(
            _("Nobody here has the address %(address)s.") % {"address": address}
            if address
            else _("There is no administrator yet. Run “desireline create-admin ADDRESS” first.")
        )
    return found


def prepare(paths: list[Path], *, by: str, plan: Mapping[str, Any]) -> ImportBatch:
    return running.start(paths, by=who(by), plan=plan_of(plan))


def looked(batch: ImportBatch, paths: list[Path], progress: Progress) -> list[str]:
    """What a dry run finds."""
    assert batch.by is not None  # noqa: S101 - `prepare` set it
    previewing.check(batch, paths, by=batch.by, progress=progress)
    if batch.error:
        raise Refused(said(batch.error))
    look = batch.preview
    lines = [f"{batch.name}: {look['label']}"]
    for kind, facts in look["counts"].items():
        if kind != "line":
            told = ", ".join(
                f"{number:,} {what}" for what, number in facts.items() if what != "all" and number
            )
            lines.append(f"  {kind:<12}{facts.get('all', 0):>10,}  {told}")
    if look["totals"]:
        lines.append(f"  {'total':<12}{look['totals']:>10,}  votes without voters, kept as a number")
    for key in ("boards", "statuses"):
        lines += [f"  {key}: {one['name']} -> {one['becomes'] or 'new'}" for one in look[key][:_SHOWN]]
    lines += [
        f"  {one['file']}:{one['row']}  {filled(one['text'], one['facts'])}"
        for one in look["problems"][:_SHOWN]
    ]
    return lines


def bring(batch: ImportBatch, paths: list[Path], progress: Progress) -> list[str]:
    assert batch.by is not None  # noqa: S101 - `prepare` set it
    running.carry_out(batch, paths, by=batch.by, progress=progress)
    lines = [f"Import {batch.pk}: {batch.name}"]
    for kind, facts in batch.counts.items():
        lines.append(f"  {kind:<14}" + ", ".join(f"{number:,} {what}" for what, number in facts.items()))
    problems = running.problems_of(batch)
    lines += [f"  {one['file']}:{one['row']}  {one['text']}" for one in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        lines.append(f"  … and {len(problems) - _SHOWN} more: see Team, Moving in.")
    return [*lines, f"Take it back with: desireline import --undo {batch.pk}"]


def undo(number: int, *, by: str, force: bool, progress: Progress) -> list[str]:
    batch = ImportBatch.objects.filter(pk=number).first()
    if batch is None:
        raise Refused(_("There is no import %(number)d."), number=number)
    undoing.undo(batch, by=who(by), progress=progress, force=force)
    told = batch.counts["undone"]
    return [f"Import {number} is undone.", *(f"  {what:<18}{n:,}" for what, n in sorted(told.items()) if n)]


def listed() -> list[str]:
    rows = ImportBatch.objects.order_by("-pk")[:50]
    return [f"{one.pk:>4}  {one.made:%Y-%m-%d %H:%M}  {one.state:<8} {one.name}" for one in rows] or [
        "No imports yet."
    ]
