"""What the operator's pages show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desireline.engines.warehouse.api import installed
from desireline.guide.connectors import api
from desireline.guide.connectors.allow import MEANINGS
from desireline.guide.connectors.declared import Declared, Source
from desireline.guide.connectors.due import LOOK, SYNC, next_run, waiting
from desireline.guide.connectors.models import CardSet, CustomerLink, SourceRun
from desireline.kit.jobs.api import Job, said

KINDS = {
    "sql": gettext_lazy("Database"),
    "rest": gettext_lazy("REST interface"),
    "files": gettext_lazy("Files"),
}
RUNS, LINKS = 12, 200


@dataclass(frozen=True, slots=True)
class Row:
    """A source on the list. `state` is a word and its colour."""

    name: str
    label: str
    kind: Any
    state: tuple[str, str]
    fault: str
    good: datetime | None
    lag_minutes: int
    cards: int
    rows: int
    nobody: int
    unknown: int
    next: datetime | None
    error: str
    job: Job | None
    doing: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    rows: Sequence[Row]
    faults: Sequence[str]
    folder: str
    installed: bool
    busy: bool


def overview() -> Overview:
    """All sources: five queries and one each."""
    found = api.known()
    broken = {name: found.faults_of(name) for name in _broken(found)}
    rows = [_row(source) for source in found.sources.values()]
    rows += [_broken_row(name, str(faults[0])) for name, faults in broken.items()]
    others = [str(fault) for file, fault in found.faults.items() if file.startswith("cards/")]
    return Overview(
        sorted(rows, key=lambda row: row.name),
        others,
        str(found.folder),
        installed(),
        any(row.job is not None for row in rows),
    )


def _broken(found: Declared) -> list[str]:
    names = [file for file in found.faults if file.startswith("sources/")]
    return [name.removeprefix("sources/").removesuffix(".toml") for name in names]


def _row(source: Source) -> Row:
    newest = SourceRun.objects.filter(source=source.name, kind="sync").order_by("-started", "-pk").first()
    good = (
        SourceRun.objects.filter(source=source.name, kind="sync", state="good").order_by("-started").first()
    )
    sets = list(CardSet.objects.filter(source=source.name))
    jobs = waiting(source.name)
    lag = int((timezone.now() - good.started).total_seconds() // 60) if good else 0
    return Row(
        name=source.name,
        label=source.label,
        kind=KINDS[source.kind],
        state=_state(newest, jobs),
        fault="",
        good=good.started if good else None,
        lag_minutes=lag,
        cards=sum(one.cards for one in sets),
        rows=sum(good.counts.get("rows", {}).values()) if good else 0,
        nobody=sum(one.nobody for one in sets),
        unknown=sum(one.unknown_count for one in sets),
        next=next_run(source),
        error=newest.error if newest and newest.state == "failed" else "",
        job=(job := jobs.get(SYNC) or jobs.get(LOOK)),
        doing=said(job.note) if job else "",
    )


def _broken_row(name: str, fault: str) -> Row:
    return Row(name, name, "", (_("File to mend"), "bad"), fault, None, 0, 0, 0, 0, 0, None, "", None)


def _state(newest: SourceRun | None, jobs: dict[str, Job]) -> tuple[str, str]:
    if SYNC in jobs and jobs[SYNC].lease:
        return _("Is being brought"), "info"
    if SYNC in jobs and not jobs[SYNC].error:
        return _("Waits"), "info"
    if newest is None:
        return _("Not brought yet"), "warn"
    words = {"running": (_("Is being brought"), "info"), "good": (_("In order"), "good")}
    return words.get(newest.state, (_("Failed"), "bad"))


@dataclass(frozen=True, slots=True)
class Detail:
    """One source with all that is known of it."""

    row: Row
    sets: Sequence[CardSet]
    runs: Sequence[SourceRun]
    look: SourceRun | None
    samples: Sequence[dict[str, Any]]
    columns: dict[str, Any]
    links: Sequence[CustomerLink]
    unknown: Sequence[str]
    looking: bool
    whole: Sequence[str]


def detail(name: str) -> Detail:
    """The page of a source that is declared, or whose file is to be mended."""
    found = api.known()
    source = found.sources.get(name)
    row = _row(source) if source else _broken_row(name, str(found.faults_of(name)[0]))
    sets = list(CardSet.objects.filter(source=name).order_by("name"))
    look = SourceRun.objects.filter(source=name, kind="look").order_by("-started", "-pk").first()
    sample = look.sample[0] if look and look.sample else {}
    return Detail(
        row,
        sets,
        list(SourceRun.objects.filter(source=name).select_related("by").order_by("-started", "-pk")[:RUNS]),
        look,
        [_worded(one) for one in sample.get("cards", [])],
        sample.get("columns", {}),
        list(
            CustomerLink.objects.filter(source=name)
            .select_related("account", "person")
            .order_by("external")[:LINKS]
        ),
        sorted({key for one in sets for key in one.unknown}),
        LOOK in waiting(name),
        source.whole if source else (),
    )


def _worded(cards: dict[str, Any]) -> dict[str, Any]:
    """Sample cards with their readers in the reader's language."""
    samples = [
        {**card, "who": [(_(MEANINGS[kind]), name, kind == "nobody") for kind, name in card["who"]]}
        for card in cards["samples"]
    ]
    return {**cards, "samples": samples}
