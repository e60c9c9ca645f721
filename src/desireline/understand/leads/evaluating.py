"""`desireline evaluate leads`: options in, a report out."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from desireline.understand.evaluate.api import BadFileError, Out, columns

MOST = 60


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--months", type=int, default=6, metavar="N", help="How many months after; 6.")
    parser.add_argument("--at", metavar="DATE", help="What was known until then; else so many months ago.")


def run(options: dict[str, Any], tell: Callable[[str, int, int], None]) -> Out:
    from desireline.understand.leads.backtest import MONTH, backtest

    months = options["months"]
    if not 1 <= months <= MOST:
        raise BadFileError(f"--months must lie between 1 and {MOST}.")
    at = _moment(options["at"]) if options.get("at") else timezone.now() - months * MONTH
    if at >= timezone.now():
        raise BadFileError("--at must lie in the past: what came after it is looked at.")
    found = backtest(at=at, months=months)
    data = asdict(found) | {"at": found.at.isoformat(), "until": found.until.isoformat()}
    return Out(report(found), data)


def _moment(said: str) -> datetime:
    try:
        found = datetime.fromisoformat(said)
    except ValueError as error:
        raise BadFileError(f"--at {said}: write a date such as 2026-03-01.") from error
    if timezone.is_naive(found):
        found = timezone.make_aware(datetime.combine(found.date(), found.time() or time.min))
    return found


def report(found: Any) -> list[str]:
    """Lines of text."""
    lines = [
        f"Known until {found.at:%Y-%m-%d}, looked at until {found.until:%Y-%m-%d}. {found.candidates:,} candidates.",
        f"To be found: {found.right:,} authors of ideas that were started or done ({found.reached:,}), or that lie in a"
        f" theme that doubled ({found.doubled:,}).",
        "",
    ]
    if not found.right:
        return [*lines, "Too little history: nobody was there to be found. Take a later day, or more months."]
    rows = [["the first", "right", "of", "precision", "95 % interval"]]
    rows += [
        [way.name, f"{way.hits:g}" if way.hits == int(way.hits) else f"{way.hits:.1f}", str(way.of),
         f"{way.precision:.3f}", f"{way.low:.3f} to {way.high:.3f}"]
        for way in found.ways
    ]  # fmt: skip
    lines += columns(rows)
    if not found.enough:
        lines += ["", "Too little history: with so few people these figures say nothing yet."]
    elif found.ways[0].low <= found.ways[1].precision <= found.ways[0].high:
        lines += ["", "Score and activity differ by no more than chance would explain."]
    return [*lines, "", "Themes are those of today. The score never sees what came after its day."]
